"""Group AgentTasks: short sessions of agents in the name of users."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import agent_tasks
from mockfapi.world.records import AgentTask


@operation("AgentTasks_create")
def create(call: BackendCall) -> AgentTask:
    given = call.params.given()
    user_id = agent_tasks.subject_of(call.world, given["on_behalf_of"])
    return agent_tasks.create(
        call.world,
        user_id,
        given["redirect_url"],
        agent_name=given["agent_name"],
        task_description=given["task_description"],
        session_max_duration_in_seconds=call.params.number("session_max_duration_in_seconds"),
    )


@operation("AgentTasks_revoke")
def revoke(call: BackendCall) -> AgentTask:
    return agent_tasks.revoke(call.world, agent_tasks.of(call.world, call.path["agent_task_id"]))
