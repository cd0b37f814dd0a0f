using LeadSail.Webhooks;

namespace LeadSail.Deliveries;

public sealed class DeliveryRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 18, 17, 0, 0, TimeSpan.Zero);

    private static readonly Delivery Fresh = new() { Id = "evt_1", OrganizationId = "org_1", Event = new("call.started", "SOL", "lead_1", null, "in_progress", Now) };

    [Fact]
    public void Attempts_that_fail_are_10_s_then_three_times_as_far_apart_until_there_are_enough()
    {
        var delivery = Fresh;
        var pauses = new List<double>();
        while (delivery.State == DeliveryState.Pending)
        {
            delivery = DeliveryRules.After(delivery, delivery.DueAt, new(Now, 1, 500, "no", null), 4, Now);
            pauses.Add((delivery.DueAt - Now)?.TotalSeconds ?? -1);
        }

        Assert.Equal([10, 30, 90, -1], pauses);
        Assert.Equal((DeliveryState.Failed, 4, Now), (delivery.State, delivery.Tries, delivery.CompletedAt));
    }

    [Fact]
    public void An_attempt_that_succeeds_is_the_last()
    {
        var delivered = DeliveryRules.After(Fresh with { DueAt = Now }, Now, new(Now, 1, 204, null, null), 1, Now);

        Assert.Equal((DeliveryState.Delivered, (DateTimeOffset?)null, Now), (delivered.State, delivered.DueAt, delivered.CompletedAt));
    }

    [Fact]
    public void The_latest_attempts_are_remembered()
    {
        var delivery = Enumerable.Range(0, 130).Aggregate(Fresh, (so, i) => DeliveryRules.After(so, so.DueAt, new(Now, i, 500, "no", null), 200, Now));

        Assert.Equal(Enumerable.Range(30, 100), delivery.Attempts.Select(attempt => attempt.DurationMs));
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(500, "no")]
    public void An_attempt_during_which_it_was_replayed_is_only_remembered(int status, string? error)
    {
        var replayed = DeliveryRules.Replayed(Fresh with { DueAt = Now.AddSeconds(35), Tries = 2 }, Now.AddSeconds(5));

        var after = DeliveryRules.After(replayed, Now.AddSeconds(35), new(Now, 1, status, error, null), 3, Now.AddSeconds(9));

        Assert.Equal((DeliveryState.Pending, 0, Now.AddSeconds(5)), (after.State, after.Tries, after.DueAt));
        Assert.Equal(status, Assert.Single(after.Attempts).StatusCode);
    }

    [Fact]
    public void A_campaign_tells_whom_the_organization_tells_unless_it_has_its_own()
    {
        var organization = new WebhookSettings { Enabled = true, Url = "https://org.example.com" };
        var own = new CampaignWebhooks { Enabled = true, Url = "https://own.example.com" };

        Assert.Equal("https://org.example.com", DeliveryRules.Effective(own, organization).Url);
        Assert.Equal("https://own.example.com", DeliveryRules.Effective(own with { InheritFromTenant = false }, organization).Url);
    }

    [Fact]
    public void A_receiver_hears_of_what_it_wants()
    {
        var all = new WebhookSettings { Enabled = true, Url = "https://example.com" };

        Assert.All(OutgoingEvent.Names, name => Assert.True(DeliveryRules.Wants(all, name)));
        Assert.All(OutgoingEvent.Names, name => Assert.False(DeliveryRules.Wants(all with { Enabled = false }, name)));
        Assert.All(OutgoingEvent.Names, name => Assert.False(DeliveryRules.Wants(all with { Url = null }, name)));
        Assert.False(DeliveryRules.Wants(all with { Events = new() { CallStarted = false } }, "call.started"));
        Assert.True(DeliveryRules.Wants(all with { Events = new() { CallStarted = false } }, "call.completed"));
    }
}
