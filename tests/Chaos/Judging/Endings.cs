namespace LeadSail.Chaos;

/// <summary>The simulator's endings, and what must have become of a call by the end of the run (the endings' table in the README).</summary>
internal static class Endings
{
    /// <summary>
    /// Digits, final status, whether a phone rings, and whether the provider takes the start: what it refuses for good was never dialled, and the dialer
    /// would offer it again and again. Digits 23 are left out: one such refusal holds the whole line.
    /// </summary>
    public static readonly (string Digits, string Status, bool Rings, bool Starts)[] All =
    [
        ("01", "completed", true, true), ("02", "incomplete", true, true), ("03", "incomplete", true, true), ("04", "voicemail", true, true), ("05", "no_answer", true, true),
        ("06", "busy", true, true), ("07", "busy", true, true), ("08", "scheduled_callback", true, true), ("09", "scheduled_callback", true, true), ("10", "qualified", true, true),
        ("11", "disqualified", true, true), ("12", "follow_up", true, true), ("13", "dnc", true, true), ("14", "disqualified", true, true), ("20", "completed", true, true),
        ("21", "completed", true, true), ("22", "error", false, false), ("30", "completed", true, true), ("31", "error", false, true), ("40", "completed", true, true),
        ("41", "completed", true, true), ("42", "completed", true, true), ("43", "completed", true, true), ("44", "completed", true, true), ("50", "error", true, true),
        ("51", "error", true, true), ("52", "no_answer", true, true),
    ];

    /// <summary>What the last two digits of a number mean.</summary>
    public static (string Digits, string Status, bool Rings, bool Starts) Of(string phone) => All.Single(ending => ending.Digits == phone[^2..]);

    /// <summary>What goes wrong with the call itself or its report; null for nothing.</summary>
    public static string? FaultOf(string phone) => phone[^2..] switch
    {
        "20" or "21" => "start requests refused twice",
        "30" or "31" => "replies lost",
        "40" => "webhooks lost",
        "41" => "webhooks tripled",
        "42" => "webhooks five minutes late",
        "43" => "webhooks before the reply",
        "44" => "webhooks forged, then good",
        _ => null,
    };

    /// <summary>The final status of the last attempt of a sequence: who was not reached then was not reached at all.</summary>
    public static string OfLastAttempt(string status) => status is "no_answer" or "busy" or "voicemail" ? "no_contact" : status;
}
