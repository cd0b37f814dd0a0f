using System.Text.Json;
using LeadSail.Leads;

namespace LeadSail.Eligibility;

/// <summary>Whether this person may be called at all.</summary>
internal static class PersonRules
{
    public static readonly Rule Status = new("status_allowed", Codes.LeadStatusExcluded);

    private static readonly Rule Valid = new("phone_valid", Codes.InvalidPhone), Dnc = new("not_dnc", Codes.LeadDnc), Consented = new("consent", Codes.NoConsent);

    public static RuleVerdict PhoneValid(CallFacts facts) => facts.Phone is null
        ? Valid.Fail(facts.PhoneFault ?? "The lead has no phone number.", NextPass.OnEvent)
        : Valid.Pass("The phone is a valid E.164 number.");

    public static RuleVerdict NotDnc(CallFacts facts) => facts switch
    {
        { Ledger.Listed: { } entry } => Dnc.Fail($"The number is on the do-not-call list since {Day(entry.At)}: {entry.Reason}.", NextPass.OnEvent),
        { Lead.Dnc: { BlocksCalls: true } dnc } => Dnc.Fail($"The lead must not be phoned since {Day(dnc.At)}: {dnc.Reason}.", NextPass.OnEvent),
        { Lead.Status: LeadStatus.Dnc } => Dnc.Fail("The lead's status is dnc.", NextPass.OnEvent),
        _ => Dnc.Pass("Neither the number nor the lead is on a do-not-call list."),
    };

    public static RuleVerdict Consent(CallFacts facts)
    {
        var who = facts switch
        {
            { Organization.RequireConsent: true } => "the organization",
            { Campaign.Settings.RequireConsent: true } => "the campaign",
            _ => null,
        };
        return who is null ? Consented.Pass("No consent is required.")
            : HasConsented(facts.Lead.Data) ? Consented.Pass("The lead has consented (compliance.tcpaConsent), as is required.")
            : Consented.Fail($"The lead has not consented (compliance.tcpaConsent is not true), and {who} requires it.", NextPass.OnEvent);
    }

    public static RuleVerdict StatusAllowed(CallFacts facts)
    {
        var status = Enums.Name(facts.Lead.Status);
        return !facts.Settings.ExcludedStatuses.Contains(facts.Lead.Status) ? Status.Pass($"The campaign's dialer calls leads with the status {status}.")
            : facts.IsAskedFor ? Status.Waive($"The campaign's dialer does not call leads with the status {status}, but somebody asks for this call.")
            : Status.Fail($"The campaign's dialer does not call leads with the status {status}.", NextPass.OnEvent);
    }

    private static bool HasConsented(LeadData lead)
    {
        using var compliance = JsonDocument.Parse(lead.Compliance.Value);
        return compliance.RootElement.ValueKind == JsonValueKind.Object && compliance.RootElement.TryGetProperty("tcpaConsent", out var consent) && consent.ValueKind == JsonValueKind.True;
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
