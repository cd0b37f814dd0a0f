using LeadSail.Calls;
using LeadSail.Lives;

namespace LeadSail.Campaigns;

public sealed class CampaignMachineTests
{
    private static readonly CampaignSettings Solar = new() { Name = "Solar", ClientId = "client_1", OfferName = "Panels", Voice = new CampaignVoice { AgentId = "agent_1", MaxDurationSeconds = 600 } };
    private static readonly CampaignSettings Renamed = Solar with { Name = "Solar – spring" };

    [Fact]
    public void A_campaign_is_created_once()
    {
        var campaign = Created();
        campaign.Then(new CampaignCreated(Solar, "key_1"));
        Assert.Equal((1, Moments.Start, "key_1"), (campaign.State.Version, campaign.State.CreatedAt, campaign.Said.Events[0].Actor));
        campaign.When(new SaveCampaign(Renamed, 0, "key_2")).ThenRefused(Codes.Conflict);
    }

    [Fact]
    public void A_repeat_of_the_request_that_created_it_is_nothing_and_any_other_a_conflict()
    {
        var campaign = Nothing().When(new CreateCampaign(Solar, "req_1", "key_1"));
        campaign.Then(new CampaignCreated(Solar, "key_1", "req_1"));
        campaign = campaign.When(new SaveCampaign(Renamed, 1, "key_2"));
        campaign.When(new CreateCampaign(Solar, "req_1", "key_1")).ThenNothing();
        campaign.When(new CreateCampaign(Solar, "req_2", "key_1")).ThenRefused(Codes.Conflict);
        Created().When(new CreateCampaign(Solar, "req_1", "key_1")).ThenRefused(Codes.Conflict);
    }

    [Fact]
    public void A_change_counts_the_version_up_and_keeps_the_day_of_creation()
    {
        var campaign = Created().After(TimeSpan.FromDays(1)).When(new SaveCampaign(Renamed, 1, "key_2"));
        var changed = Assert.IsType<CampaignChanged>(Assert.Single(campaign.Said.Events));
        Assert.Equal("key_2", changed.Actor);
        var change = Assert.Single(changed.Changes);
        Assert.Equal(("name", "\"Solar\"", "\"Solar – spring\""), (change.Field, change.From?.Value, change.To?.Value));
        Assert.Equal((2, Moments.Start, Moments.Start.AddDays(1), Renamed), (campaign.State.Version, campaign.State.CreatedAt, campaign.State.UpdatedAt, campaign.State.Settings));
    }

    [Fact]
    public void A_change_on_a_version_that_is_not_the_campaign_s_is_a_conflict()
    {
        var campaign = Created().When(new SaveCampaign(Renamed, 1, "key_2"));
        foreach (var stale in (long[])[1, 3, -1])
        {
            campaign.When(new SaveCampaign(Solar, stale, "key_2")).ThenRefused(Codes.Conflict);
        }
    }

    [Fact]
    public void What_was_never_created_cannot_be_changed() => Nothing().When(new SaveCampaign(Solar, 1, "key_1")).ThenRefused(Codes.NotFound);

    [Fact]
    public void The_same_settings_again_change_nothing() => Created().When(new SaveCampaign(Solar with { Voice = Solar.Voice with { } }, 1, "key_2")).ThenNothing();

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    [InlineData(false, true, false)]
    public void It_calls_when_it_is_active_and_not_archived(bool active, bool archived, bool expected) =>
        Assert.Equal(expected, Nothing().When(new SaveCampaign(Solar with { Active = active, Archived = archived }, 0, "key_1")).State.IsActive);

    [Fact]
    public void The_same_lists_again_change_nothing_and_one_other_item_does()
    {
        var timed = Solar with { AutoDialer = new AutoDialerSettings { Holidays = ["2026-12-25"] } };
        var campaign = Nothing().When(new SaveCampaign(timed, 0, "key_1"));
        campaign.When(new SaveCampaign(timed with { AutoDialer = new AutoDialerSettings { Holidays = ["2026-12-25"] } }, 1, "key_2")).ThenNothing();
        campaign = campaign.When(new SaveCampaign(timed with { AutoDialer = new AutoDialerSettings { Holidays = ["2026-12-26"] } }, 1, "key_2"));
        Assert.Equal("autoDialer.holidays", Assert.Single(Assert.IsType<CampaignChanged>(Assert.Single(campaign.Said.Events)).Changes).Field);
    }

    [Fact]
    public void A_pause_holds_the_dialer_until_it_is_resumed_and_leaves_settings_and_version_alone()
    {
        var paused = Created().When(new PauseDialer(true, "key_2"));
        paused.Then(new DialerPaused("key_2"));
        Assert.Equal((true, 1, Solar, true), (paused.State.DialerPaused, paused.State.Version, paused.State.Settings, paused.State.IsActive));
        paused.When(new PauseDialer(true, "key_3")).ThenNothing();
        var resumed = paused.When(new PauseDialer(false, "key_3"));
        resumed.Then(new DialerResumed("key_3"));
        Assert.False(resumed.State.DialerPaused);
        resumed.When(new PauseDialer(false, "key_3")).ThenNothing();
        Nothing().When(new PauseDialer(true, "key_1")).ThenRefused(Codes.NotFound);
    }

    [Fact]
    public void What_was_never_created_is_not_active() => Assert.False(new CampaignState().IsActive);

    [Fact]
    public void Every_phase_meets_every_command_as_approved()
    {
        var chart = new Chart<CampaignState, CampaignCommand, CampaignEvent>(
            (state, command, _) => CampaignMachine.Decide(state, command), CampaignMachine.Evolve, happened => happened.GetType().Name, (state, _) => $"version {state.Version}{(state.DialerPaused ? ", dialer paused" : "")}");
        (string, CampaignCommand)[] commands =
        [
            ("Save at 0", new SaveCampaign(Solar, 0, "key_1")), ("Save at 1, the same", new SaveCampaign(Solar, 1, "key_1")),
            ("Save at 1, changed", new SaveCampaign(Renamed, 1, "key_1")), ("Save at 2, changed", new SaveCampaign(Renamed, 2, "key_1")),
            ("Pause", new PauseDialer(true, "key_1")), ("Resume", new PauseDialer(false, "key_1")),
        ];
        chart.Add("none", new CampaignState(), Moments.Start, commands);
        chart.Add("created", Created().State, Moments.Start, commands);
        chart.Add("changed", Created().When(new SaveCampaign(Renamed, 1, "key_1")).State, Moments.Start, commands);
        chart.Add("paused", Created().When(new PauseDialer(true, "key_1")).State, Moments.Start, commands);
        Approved.Check("Campaigns/campaign-chart.approved.txt", chart.ToString());
    }

    [Fact]
    public void A_rich_campaign_is_stored_as_approved_and_older_forms_are_still_read()
    {
        var campaign = Created().After(TimeSpan.FromDays(1)).When(new SaveCampaign(
            Renamed with { Archived = true, ClientName = "Süd GmbH", OfferId = "offer_1", Voice = new CampaignVoice { AgentId = "agent_1", TestAgentId = "agent_2", PromptTemplateId = "tmpl_1", PhoneNumberId = "num_1" },
                Webhooks = new() { InheritFromTenant = false, Enabled = true, Url = "https://example.com/hook", Events = new() { LeadDnc = false }, Headers = new("""{"X-Token":"t"}"""), RetryAttempts = 5, TimeoutSeconds = 10 },
                PostCall = CallExamples.Steps },
            1, "key_2"));
        Stored.IsApproved("Campaigns/Stored/campaign", campaign.State);
        Stored.ComesBack(campaign.State);
    }

    private static Life<CampaignState, CampaignCommand, CampaignEvent> Nothing() => new(new CampaignState(), (state, command, _) => CampaignMachine.Decide(state, command), CampaignMachine.Evolve);

    private static Life<CampaignState, CampaignCommand, CampaignEvent> Created() => Nothing().When(new SaveCampaign(Solar, 0, "key_1"));
}
