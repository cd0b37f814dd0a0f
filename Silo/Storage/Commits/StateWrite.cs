using LeadSail.Storage.Sql;
using LeadSail.Storage.States;

namespace LeadSail.Storage.Commits;

/// <summary>The commit of one grain's state, which may be saved together with others'.</summary>
/// <param name="change">What is saved.</param>
/// <param name="alone">Saves it by itself.</param>
internal sealed class StateWrite(StateChange change, Func<SqlSession, StateChange, StateSaved> alone)
    : Write<StateSaved>($"state/{change.Type}/{change.Key}", session => alone(session, change))
{
    public StateChange Change => change;
}
