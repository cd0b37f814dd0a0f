using System.Globalization;
using LeadSail.Campaigns;
using LeadSail.Dialers;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Rehearsals;
using LeadSail.Simulation.Worlds;
using LeadSail.VoiceAgents;

namespace LeadSail.Simulation.Rehearsals;

/// <summary>
/// Whether a rehearsal says what comes: a small campaign as the seed draws it is rehearsed, and then lives through the same days with all its grains, at a provider whose calls end as rehearsed. Both must dial
/// the same leads at the same minutes, with the same outcomes.
/// </summary>
internal static class Agreement
{
    private const string OrganizationId = "org_sim", CampaignId = "CAMPA";
    private const int Days = 4;

    /// <summary>The real dialer's turns take their milliseconds: a minute may begin in between.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    private static readonly string[] Areas = ["212", "305", "214", "312", "602", "310", "206", "808"];

    /// <summary>What the two say differently; nothing when they agree.</summary>
    public static (IReadOnlyList<string> Differences, int Calls) Compare(long seed)
    {
        var chance = Chance.Of(seed, "agreement");
        var answers = new RehearsedAnswers(new AnswerRates(), seed);
        var provider = new RehearsedProvider(OrganizationId, answers);
        using var live = provider.World = new World(seed, provider, keepsLines: false);
        live.Launch();
        live.RunUntil(TimeSpan.FromSeconds(30), () => live.Process!.IsReady);
        live.Do("setup", process => Prepare(process, chance, live.Clock.Wall));
        live.RunUntil(live.Clock.Elapsed + TimeSpan.FromMinutes(2), null);

        var from = live.Clock.Wall;
        RehearsalPlan? plan = null;
        live.Do("plan", async process =>
        {
            var campaign = await process.States.ReadAsync<CampaignState>("campaign", GrainKeys.Of(OrganizationId, CampaignId));
            plan = await new RehearsalPlans(process.Leads, process.States, process.Settings).GatherAsync(OrganizationId, CampaignId, campaign! with { DialerPaused = false }, from, Days, answers, default);
        });
        RehearsalReport? rehearsed = null;
        live.Do("rehearsal", async process => rehearsed = await Rehearsal.RunAsync(plan! with { EntersNew = false }, process.Settings, process.Clock, _ => ValueTask.CompletedTask));
        live.Do("resume", async process =>
        {
            await process.Grains.GetGrain<ICampaignGrain>(GrainKeys.Of(OrganizationId, CampaignId)).Pause(false, "setup");
            await process.Grains.GetGrain<IAutoDialerGrain>(GrainKeys.Of(OrganizationId, CampaignId)).Reconsider();
        });
        live.RunUntil(live.Clock.Elapsed + TimeSpan.FromDays(Days), null);

        var real = new List<RehearsedCall>();
        live.Do("outcome", async process =>
        {
            foreach (var lead in plan!.Leads)
            {
                var state = await process.States.ReadAsync<LeadState>("lead", GrainKeys.Of(OrganizationId, lead.LeadId));
                real.AddRange(state!.Attempts.Select(attempt => new RehearsedCall(lead.LeadId, attempt.Phone, attempt.DialledAt, attempt.EndedAt, attempt.Status, attempt.SpokenTo)));
            }
        });
        live.Guard.ThrowIfEscaped();
        var over = plan!.Until - TimeSpan.FromMinutes(10); // what still runs at the end is told by one of them
        return ([.. Differences(Before(real, over), Before(rehearsed!.Calls, over)), .. rehearsed.Violations == 0 ? Array.Empty<string>() : ["The rehearsal broke a rule."]], rehearsed.Calls.Length);
    }

    private static List<RehearsedCall> Before(IEnumerable<RehearsedCall> calls, DateTimeOffset end) =>
        [.. calls.Where(call => call.DialledAt < end).OrderBy(call => call.LeadId, StringComparer.Ordinal).ThenBy(call => call.DialledAt)];

    private static IEnumerable<string> Differences(List<RehearsedCall> real, List<RehearsedCall> rehearsed)
    {
        for (var i = 0; i < Math.Max(real.Count, rehearsed.Count); i++)
        {
            var (one, other) = (real.ElementAtOrDefault(i), rehearsed.ElementAtOrDefault(i));
            if (one is null || other is null || (one.LeadId, one.Phone, one.Status, one.SpokenTo) != (other.LeadId, other.Phone, other.Status, other.SpokenTo) || !SameMinute(one.DialledAt, other.DialledAt))
            {
                yield return $"really {one?.ToString() ?? "no call"}, rehearsed {other?.ToString() ?? "no call"}";
            }
        }
    }

    private static bool SameMinute(DateTimeOffset one, DateTimeOffset other) => Minute(one) == Minute(other) || (one - other).Duration() <= Slack;

    private static long Minute(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;

    private static async Task Prepare(LiveProcess process, Chance chance, DateTimeOffset now)
    {
        var line = new LineLimits { Provider = Providers.Provider.Key, MaxConcurrentCalls = chance.Between(1, 8), CallsPerSecond = chance.Of([0.5, 1, 2]) };
        var organization = new Organization { Name = "Rehearsed", Lines = [line], NumberCap = chance.OneIn(3) ? new NumberCap { Calls = chance.Between(1, 3), Hours = 24 } : null };
        await process.Settings.SaveAsync(OrganizationId, OrganizationId, organization, null, "setup");
        await process.Settings.SaveAsync(OrganizationId, "num_sim", new PhoneNumber { Number = "+12125550100", ProviderPhoneNumberId = "phnum_sim" }, null, "setup");
        await process.Settings.SaveAsync(OrganizationId, "agent_sim", new VoiceAgent { Name = "Amy", ProviderAgentId = "agent_sim", PhoneNumberId = "num_sim" }, null, "setup");

        var drawn = new Workloads.Campaigns(chance, hasDialer: true, now).Draw();
        var settings = drawn with { RequireConsent = false, AutoDialer = drawn.AutoDialer with { Active = true, Sequence = chance.OneIn(2) ? new AutoDialerSettings().Sequence : drawn.AutoDialer.Sequence } };
        var campaign = process.Grains.GetGrain<ICampaignGrain>(GrainKeys.Of(OrganizationId, CampaignId));
        await campaign.Save(settings, 0, "setup");
        await campaign.Pause(true, "setup");
        var leads = chance.Between(5, 40);
        for (var i = 0; i < leads; i++)
        {
            // some share their number
            var phone = string.Create(CultureInfo.InvariantCulture, $"+1{chance.Of(Areas)}555{1000 + (i > 0 && chance.OneIn(10) ? i - 1 : i)}");
            var leadId = string.Create(CultureInfo.InvariantCulture, $"lead_{i:000}");
            await process.Grains.GetGrain<ILeadGrain>(GrainKeys.Of(OrganizationId, leadId)).Tell(
                new Submit($"sub_{i}", CampaignId, new LeadGiven { FirstName = "Ada", LastName = "Keller", Phone = phone }, LeadStatus.New, "setup") { Acts = SubmissionActs.WhenNew });
        }
    }
}
