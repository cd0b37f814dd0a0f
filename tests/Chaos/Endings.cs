namespace LeadSail.Chaos;

/// <summary>The simulator's endings, and what must have become of a call by the end of the run (the endings' table in the README).</summary>
internal static class Endings
{
    /// <summary>Digits, final status, and whether a phone rings. Digits 23 are left out: one such refusal holds the whole line.</summary>
    public static readonly (string Digits, string Status, bool Rings)[] All =
    [
        ("01", "completed", true), ("02", "incomplete", true), ("03", "incomplete", true), ("04", "voicemail", true), ("05", "no_answer", true),
        ("06", "busy", true), ("07", "busy", true), ("08", "scheduled_callback", true), ("09", "scheduled_callback", true), ("10", "qualified", true),
        ("11", "disqualified", true), ("12", "follow_up", true), ("13", "dnc", true), ("14", "disqualified", true), ("20", "completed", true),
        ("21", "completed", true), ("22", "error", false), ("30", "completed", true), ("31", "error", false), ("40", "completed", true),
        ("41", "completed", true), ("42", "completed", true), ("43", "completed", true), ("44", "completed", true), ("50", "error", true),
        ("51", "error", true), ("52", "no_answer", true),
    ];

    /// <summary>What the last two digits of a number mean.</summary>
    public static (string Digits, string Status, bool Rings) Of(string phone) => All.Single(ending => ending.Digits == phone[^2..]);
}
