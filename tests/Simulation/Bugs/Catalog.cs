namespace LeadSail.Simulation.Bugs;

/// <summary>The deliberate bugs, each of which the simulation must catch.</summary>
internal static class Catalog
{
    /// <summary>By name: what is wrong, and a new product with it. One for each world.</summary>
    public static readonly (string Name, string What, Func<Bug> Make)[] All =
    [
        ("dial-before-persisting", "the start request leaves before \"dialling\" is stored", () => new DialBeforePersisting()),
        ("slot-forgotten", "some calls end without giving their slot back", () => new SlotForgotten()),
        ("webhook-twice", "a webhook that comes again counts as another call", () => new WebhookTwice()),
        ("list-ignored", "the permit does not look at the do-not-call list", () => new ListIgnored()),
        ("wake-at-lost", "nobody wakes what is due", () => new WakeAtLost()),
        ("released-too-early", "the number is free as soon as its call has the permit", () => new ReleasedTooEarly()),
        ("hour-off", "the product's clock is an hour ahead around a change of the clocks", () => new HourOff()),
        ("lead-overlooked", "the dialer never picks some leads", () => new LeadOverlooked()),
        ("settings-stale", "changed settings of a campaign are never seen", () => new SettingsStale()),
        ("late-start", "a start request that was held up leaves all the same", () => new LateStart()),
    ];

    /// <summary>The bug of a name; null when there is none.</summary>
    public static Func<Bug>? Find(string name) => Array.Find(All, bug => bug.Name == name).Make;
}
