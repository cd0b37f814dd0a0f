using LeadSail.Webhooks;

namespace LeadSail.Contract;

/// <summary>The webhooks that were acknowledged.</summary>
public abstract class InboxContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    [Fact]
    public async Task A_webhook_is_accepted_once_per_provider_conversation_and_type()
    {
        Assert.True(await AcceptAsync("evt_1"));
        Assert.False(await AcceptAsync("evt_2", body: 9));
        Assert.True(await AcceptAsync("evt_3", type: "audio"));
        Assert.True(await AcceptAsync("evt_4", conversation: "conv_2"));
        Assert.True(await AcceptAsync("evt_5", provider: "other"));

        var claimed = await ClaimAsync();
        Assert.Equal(["evt_1", "evt_3", "evt_4", "evt_5"], claimed.Select(item => item.Id));
        Assert.Equal([1], claimed[0].Body.ToArray());
    }

    [Fact]
    public async Task Of_many_at_once_one_is_accepted()
    {
        var accepted = await AtOnce(64, i => AcceptAsync($"evt_{i}"));

        Assert.Single(accepted, isNew => isNew);
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task An_item_is_claimed_with_all_its_fields_and_counted()
    {
        var at = Clock.Now;
        await AcceptAsync("evt_1");
        Clock.Advance(TimeSpan.FromSeconds(5));

        var item = Assert.Single(await ClaimAsync());

        Assert.Equal(("evt_1", "elevenlabs", "conv_1", "post_call", at, 1), (item.Id, item.Provider, item.ConversationId, item.Type, item.ReceivedAt, item.Tries));
    }

    [Fact]
    public async Task A_claimed_item_is_hidden_for_a_while_and_then_comes_again()
    {
        await AcceptAsync("evt_1");

        Assert.Single(await ClaimAsync());
        Assert.Empty(await ClaimAsync());
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, Assert.Single(await ClaimAsync()).Tries);
    }

    [Fact]
    public async Task Items_are_claimed_oldest_first_and_no_more_than_asked()
    {
        await AcceptAsync("evt_9", conversation: "conv_9");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await AcceptAsync("evt_1", conversation: "conv_1");
        await AcceptAsync("evt_0", conversation: "conv_0");

        Assert.Equal(["evt_9", "evt_0"], (await ClaimAsync(2)).Select(item => item.Id));
        Assert.Equal(["evt_1"], (await ClaimAsync(2)).Select(item => item.Id));
    }

    [Fact]
    public async Task No_two_claimers_get_the_same_item()
    {
        await AtOnce(60, i => AcceptAsync($"evt_{i}", conversation: $"conv_{i}"));

        var claims = await AtOnce(6, _ => ClaimAsync(20));

        Assert.Equal(60, claims.SelectMany(claim => claim).Select(item => item.Id).Distinct().Count());
        Assert.Equal(60, claims.Sum(claim => claim.Count));
    }

    [Fact]
    public async Task A_completed_item_never_comes_again_and_its_repeat_is_still_known()
    {
        await AcceptAsync("evt_1");
        await Database.Inbox.CompleteAsync("evt_1", InboxStatus.Applied, Clock.Now);
        await Database.Inbox.RetryAsync("evt_1", Clock.Now);
        await Database.Inbox.CompleteAsync("evt_1", InboxStatus.Unmatched, Clock.Now);
        Clock.Advance(TimeSpan.FromDays(2));

        Assert.Empty(await ClaimAsync());
        Assert.False(await AcceptAsync("evt_2"));
        Assert.Null(await Database.Inbox.NextDueAsync());
    }

    [Fact]
    public async Task An_item_can_be_made_due_at_an_instant()
    {
        await AcceptAsync("evt_1");
        await ClaimAsync();
        await Database.Inbox.RetryAsync("evt_1", Clock.Now.AddSeconds(3));

        Assert.Equal(Clock.Now.AddSeconds(3), await Database.Inbox.NextDueAsync());
        Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task The_next_due_instant_is_that_of_the_first_item()
    {
        Assert.Null(await Database.Inbox.NextDueAsync());
        await AcceptAsync("evt_1");
        var first = Clock.Now;
        Clock.Advance(TimeSpan.FromSeconds(1));
        await AcceptAsync("evt_2", conversation: "conv_2");

        Assert.Equal(first, await Database.Inbox.NextDueAsync());
        await ClaimAsync(1);
        Assert.Equal(Clock.Now, await Database.Inbox.NextDueAsync());
    }

    [Fact]
    public async Task A_body_is_stored_as_it_was_at_the_call()
    {
        byte[] body = [1, 2, 3];
        await Database.Inbox.AcceptAsync(new("evt_1", "elevenlabs", "conv_1", "post_call", Clock.Now, body, 0));
        body[0] = 9;

        Assert.Equal([1, 2, 3], Assert.Single(await ClaimAsync()).Body.ToArray());
    }

    [Fact]
    public async Task What_was_completed_before_an_instant_is_forgotten_oldest_first_and_no_more_than_asked()
    {
        foreach (var id in (string[])["evt_3", "evt_1", "evt_2"])
        {
            await AcceptAsync(id, conversation: id);
            await Database.Inbox.CompleteAsync(id, InboxStatus.Applied, Clock.Now);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, await Database.Inbox.PurgeAsync(Clock.Now.AddSeconds(-1), 1));
        Assert.True(await AcceptAsync("evt_4", conversation: "evt_3"));
        Assert.False(await AcceptAsync("evt_5", conversation: "evt_1"));

        Assert.Equal(1, await Database.Inbox.PurgeAsync(Clock.Now.AddSeconds(-1), 10));
        Assert.True(await AcceptAsync("evt_6", conversation: "evt_1"));
        Assert.False(await AcceptAsync("evt_7", conversation: "evt_2"));
    }

    [Fact]
    public async Task What_waits_is_never_forgotten_however_old()
    {
        await AcceptAsync("evt_1");
        Clock.Advance(TimeSpan.FromDays(100));

        Assert.Equal(0, await Database.Inbox.PurgeAsync(Clock.Now, 10));
        Assert.Single(await ClaimAsync());
    }

    private Task<bool> AcceptAsync(string id, string provider = "elevenlabs", string conversation = "conv_1", string type = "post_call", byte body = 1) =>
        Database.Inbox.AcceptAsync(new InboxItem(id, provider, conversation, type, Clock.Now, new[] { body }, 0));

    private Task<IReadOnlyList<InboxItem>> ClaimAsync(int limit = 100) => Database.Inbox.ClaimDueAsync(Clock.Now, Clock.Now.AddSeconds(10), limit);
}
