using LeadSail.Deliveries;
using LeadSail.Storage;

namespace LeadSail.Contract;

/// <summary>The outbox: what grains tell the world, until it was told.</summary>
public abstract class DeliveriesContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    [Fact]
    public async Task What_a_commit_tells_is_there_with_it_due_at_once()
    {
        await TellAsync("int_1", News("call.started", lead: "lead_1"), News("call.completed", lead: "lead_1"));

        var due = await ClaimAsync();

        Assert.Equal(["call.completed", "call.started"], due.Select(delivery => delivery.Event.Event).Order());
        var first = due.First(delivery => delivery.Event.Event == "call.started");
        Assert.Equal(News("call.started", lead: "lead_1"), first.Event);
        Assert.Equal(("org_a", DeliveryState.Pending, 0), (first.OrganizationId, first.State, first.Tries));
        Assert.StartsWith("evt_", first.Id, StringComparison.Ordinal);
        Assert.Null(first.Body);
    }

    [Fact]
    public async Task A_commit_that_fails_tells_nothing()
    {
        var grain = Grain<Life>();
        await grain.WriteAsync(Life.Call("in_progress"));
        grain.ETag = "7";
        await Assert.ThrowsAsync<Orleans.Storage.InconsistentStateException>(() => grain.WriteAsync(Life.Call("completed") with { PendingNews = [News("call.completed")] }));

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_claimed_delivery_is_hidden_for_a_while_and_then_comes_again()
    {
        await TellAsync("int_1", News("call.started"));

        Assert.Single(await ClaimAsync());
        Assert.Empty(await ClaimAsync());
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task No_two_claimers_get_the_same()
    {
        await AtOnce(40, async i =>
        {
            await TellAsync($"int_{i}", News("call.started"));
            return 0;
        });

        var claims = await AtOnce(4, _ => ClaimAsync(20));

        Assert.Equal(40, claims.SelectMany(claim => claim).Select(delivery => delivery.Id).Distinct().Count());
        Assert.Equal(40, claims.Sum(claim => claim.Count));
    }

    [Fact]
    public async Task Receivers_that_are_busy_are_left_out_and_others_are_not()
    {
        await TellAsync("int_1", News("call.started", campaign: "SLOW"));
        await TellAsync("int_2", News("call.started", campaign: "LOW"));

        Assert.Equal("LOW", Assert.Single(await ClaimAsync(busy: ["org_a/SLOW", "org_b/LOW"])).Event.CampaignId);
        Assert.Equal("SLOW", Assert.Single(await ClaimAsync(busy: ["org_a/LOW"])).Event.CampaignId);
    }

    [Fact]
    public async Task What_came_of_an_attempt_is_stored_and_the_next_one_falls_due()
    {
        await TellAsync("int_1", News("call.started"));
        var claimed = Assert.Single(await ClaimAsync());
        var attempt = new DeliveryAttempt(Clock.Now, 12, 500, "The receiver answered 500.", "oops");

        var changed = await Database.Deliveries.ChangeAsync(
            "org_a", claimed.Id, at => DeliveryRules.After(at with { Url = "https://example.com", Body = "{}" }, claimed.DueAt, attempt, 3, Clock.Now));

        Assert.Null(await Database.Deliveries.ChangeAsync("org_b", claimed.Id, at => at));
        Assert.Equal((1, Clock.Now.AddSeconds(10)), (changed!.Tries, changed.DueAt));
        var found = await Database.Deliveries.FindAsync("org_a", claimed.Id);
        Assert.Equal((1, "https://example.com", "{}", Clock.Now.AddSeconds(10)), (found!.Tries, found.Url, found.Body, found.DueAt));
        Assert.Equal(attempt, Assert.Single(found.Attempts));
        Assert.Null(await Database.Deliveries.FindAsync("org_b", claimed.Id));
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("{}", Assert.Single(await ClaimAsync()).Body);
    }

    [Fact]
    public async Task A_delivery_that_is_over_comes_again_only_when_it_is_replayed_and_goes_when_it_is_old()
    {
        await TellAsync("int_1", News("call.started"));
        var claimed = Assert.Single(await ClaimAsync());
        await DeliverAsync(claimed);
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await ClaimAsync());

        await Database.Deliveries.ChangeAsync("org_a", claimed.Id, at => DeliveryRules.Replayed(at, Clock.Now));
        var again = Assert.Single(await ClaimAsync());
        Assert.Equal((0, DeliveryState.Pending, 1, "{}"), (again.Tries, again.State, again.Attempts.Length, again.Body));

        await DeliverAsync(again);
        Assert.Equal(0, await Database.Deliveries.PurgeAsync(Clock.Now, 10));
        Assert.Equal(1, await Database.Deliveries.PurgeAsync(Clock.Now.AddSeconds(1), 10));
        Assert.Null(await Database.Deliveries.FindAsync("org_a", claimed.Id));
    }

    [Fact]
    public async Task Those_that_nobody_waits_for_are_dropped()
    {
        await TellAsync("int_1", News("call.started"), News("call.completed"));
        var due = await ClaimAsync();

        await Database.Deliveries.DropAsync([(due[0].OrganizationId, due[0].Id)]);

        Assert.Equal(due[1].Id, Assert.Single((await Database.Deliveries.ListAsync("org_a", new(), null, 10)).Items).Id);
    }

    [Fact]
    public async Task What_becomes_of_a_delivery_is_announced()
    {
        await TellAsync("int_1", News("call.started"), News("call.completed"));
        var due = await ClaimAsync();
        List<RowChanged> seen = [];
        Database.Changed += seen.Add;

        await DeliverAsync(due[0]);
        await Database.Deliveries.ChangeAsync("org_a", due[0].Id, at => DeliveryRules.Replayed(at, Clock.Now));
        await Database.Deliveries.ChangeAsync("org_b", due[0].Id, at => at);
        await Database.Deliveries.DropAsync([("org_a", due[1].Id)]);

        Assert.Equal([due[0].Id, due[0].Id, due[1].Id], seen.Where(change => change.Kind == "delivery").Select(change => change.Key["org_a/".Length..]));
    }

    [Fact]
    public async Task A_list_is_newest_first_by_pages_and_filters()
    {
        for (var i = 0; i < 5; i++)
        {
            await TellAsync($"int_{i}", News(i % 2 == 0 ? "call.started" : "lead.dnc", lead: $"lead_{i}"));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await Database.Deliveries.ListAsync("org_a", new(), null, 3);
        var second = await Database.Deliveries.ListAsync("org_a", new(), first.NextCursor, 3);
        Assert.Equal(["lead_4", "lead_3", "lead_2", "lead_1", "lead_0"], first.Items.Concat(second.Items).Select(delivery => delivery.Event.LeadId));
        Assert.Null(second.NextCursor);
        Assert.Equal(2, (await Database.Deliveries.ListAsync("org_a", new(Event: "lead.dnc"), null, 10)).Items.Count);
        Assert.Single((await Database.Deliveries.ListAsync("org_a", new(LeadId: "lead_2"), null, 10)).Items);
        Assert.Empty((await Database.Deliveries.ListAsync("org_a", new(DeliveryState.Delivered), null, 10)).Items);
        Assert.Empty((await Database.Deliveries.ListAsync("org_a", new(InteractionId: "int_x"), null, 10)).Items);
        Assert.Empty((await Database.Deliveries.ListAsync("org_b", new(), null, 10)).Items);
    }

    [Fact]
    public async Task A_person_who_is_erased_takes_what_was_told_of_them_along()
    {
        var lead = Grain<Life>("org_a/lead_1", "lead");
        var row = new ReadRow("leads", [new("status", "new"), new("created_at", Clock.Now), new("updated_at", Clock.Now)]);
        await lead.WriteAsync(new Life { ReadRow = row, PendingNews = [News("lead.dnc", lead: "lead_1")] });
        await TellAsync("int_1", News("call.started", lead: "lead_1"), News("call.started", lead: "lead_2"));

        await lead.WriteAsync(new Life { ReadRow = row with { IsGone = true }, ForgetsHistory = true });

        Assert.Equal("lead_2", Assert.Single(await ClaimAsync()).Event.LeadId);
    }

    [Fact]
    public async Task What_was_sent_of_a_call_is_forgotten_and_the_rest_stays()
    {
        await TellAsync("int_1", News("call.completed") with { InteractionId = "int_1" });
        await TellAsync("int_2", News("call.completed") with { InteractionId = "int_2" });
        foreach (var claimed in await ClaimAsync())
            await DeliverAsync(claimed);

        await Database.Deliveries.ForgetBodiesAsync("org_b", ["int_1", "int_2"]);
        await Database.Deliveries.ForgetBodiesAsync("org_a", ["int_1", "int_9"]);

        var left = (await Database.Deliveries.ListAsync("org_a", new(), null, 10)).Items.OrderBy(delivery => delivery.Event.InteractionId, StringComparer.Ordinal);
        Assert.Equal([("int_1", null, DeliveryState.Delivered, 1), ("int_2", "{}", DeliveryState.Delivered, 1)], left.Select(delivery => (delivery.Event.InteractionId, delivery.Body, delivery.State, delivery.Tries)));
    }

    [Fact]
    public async Task Changes_of_one_delivery_at_once_are_made_one_after_the_other()
    {
        await TellAsync("int_1", News("call.started"));
        var claimed = Assert.Single(await ClaimAsync());

        await AtOnce(10, i => Database.Deliveries.ChangeAsync("org_a", claimed.Id, at => DeliveryRules.After(at, null, new(Clock.Now, i, 500, "no", null), 3, Clock.Now)));

        Assert.Equal(Enumerable.Range(0, 10), (await Database.Deliveries.FindAsync("org_a", claimed.Id))!.Attempts.Select(attempt => attempt.DurationMs).Order());
    }

    private Task DeliverAsync(Delivery claimed) =>
        Database.Deliveries.ChangeAsync("org_a", claimed.Id, at => DeliveryRules.After(at with { Body = "{}" }, claimed.DueAt, new(Clock.Now, 1, 200, null, null), 3, Clock.Now));

    private OutgoingEvent News(string name, string campaign = "SOL", string lead = "lead_1") => new(name, campaign, lead, null, "completed", Clock.Now);

    private Task TellAsync(string id, params OutgoingEvent[] news) => Grain<Life>($"org_a/{id}").WriteAsync(Life.Call("completed") with { PendingNews = [.. news] });

    private Task<IReadOnlyList<Delivery>> ClaimAsync(int limit = 100, params string[] busy) => Database.Deliveries.ClaimDueAsync(Clock.Now, Clock.Now.AddSeconds(10), limit, busy);
}
