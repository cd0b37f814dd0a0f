namespace LeadSail.Calls;

/// <summary>What a call owes next.</summary>
/// <param name="Step">The kind of step.</param>
/// <param name="DueAt">When; long ago for at once, null when there is none.</param>
/// <param name="BackstopAt">When the sweeper wakes the call in case its own timer did not come to it.</param>
public readonly record struct CallAgenda(CallStep Step, DateTimeOffset? DueAt, DateTimeOffset? BackstopAt);

/// <summary>The steps that a call's settler takes.</summary>
public enum CallStep
{
    /// <summary>Nothing to do.</summary>
    None,

    /// <summary>Take a slot, ask for the permit, dial.</summary>
    Start,

    /// <summary>Ask the provider what became of it.</summary>
    Ask,

    /// <summary>Tell the lead, release the number, free the slot.</summary>
    Pay,

    /// <summary>Take the next of the steps that follow.</summary>
    PostCall,
}
