"""Pages of real browsers in a world: Playwright hands over what they ask Clerk for, and the world answers."""
