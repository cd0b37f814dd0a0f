using LeadSail.Console.Badges;

namespace LeadSail.Console.Rehearsals;

/// <summary>Why no waiting makes a lead callable, in words.</summary>
internal static class Obstacles
{
    /// <summary>What stands in the way by a rule, e.g. <c>phone_valid</c>.</summary>
    public static string Words(string rule) => rule switch
    {
        "phone_valid" => "There is no phone number that can be called.",
        "not_dnc" => "The number or the lead must not be called.",
        "consent" => "Consent is asked for, and the lead has not given it.",
        "status_allowed" => "The lead's status is one that the dialer does not call.",
        "max_attempts" => "All attempts are used up.",
        "legal_hours" => "The law never allows a call there.",
        "operating_hours" => "The operating hours never open where the lead is.",
        "campaign_active" => "The campaign or its dialer is off or paused.",
        "agent_set" => "The campaign has no voice agent that is active.",
        "number_set" => "There is no number to call from.",
        "prompt_renders" => "The prompt cannot be filled in for the lead.",
        "no_call_running" => "Another call to the number does not end.",
        _ => $"{Tones.Words(rule)}.",
    };
}
