using System.Text.Json;
using LeadSail.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadSail.Deliveries;

/// <summary>Receivers that fail, in all the ways they can.</summary>
[Collection(nameof(DeliveryHost))]
public sealed class BadReceiverTests(DeliveryHost host)
{
    [Fact]
    public async Task A_receiver_that_fails_hears_the_same_again_and_then_no_more()
    {
        host.Receiver.Answer = (context, request) =>
        {
            context.Response.StatusCode = request.Path == "/fails" ? 500 : 200;
            return request.Path == "/fails" ? context.Response.WriteAsync("out of order") : Task.CompletedTask;
        };
        var scene = await host.Telling("/fails", retryAttempts: 2);
        var leadId = await Blocked(scene);

        var failed = await Delivery(leadId, "failed");

        var attempts = failed.At("attempts").EnumerateArray().ToArray();
        Assert.Equal(2, attempts.Length);
        Assert.All(attempts, attempt => Assert.Equal((500, "out of order", "The receiver answered 500."), (attempt.At("statusCode").GetInt32(), attempt.Text("answer"), attempt.Text("error"))));
        var pause = attempts[1].At("at").GetDateTimeOffset() - attempts[0].At("at").GetDateTimeOffset();
        Assert.InRange(pause, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
        var sent = await host.Receiver.Sees(request => request.Path == "/fails", 2);
        Assert.Equal(sent[0].Body, sent[1].Body);

        host.Receiver.Answer = (_, _) => Task.CompletedTask;
        var deliveryId = failed.Text("deliveryId");
        Assert.Equal("pending", (await host.Api.Post($"webhook-deliveries/{deliveryId}/replay", new { })).Gives(202).Text("state"));
        await Delivery(leadId, "delivered");
        Assert.Equal(sent[0].Body, (await host.Receiver.Sees(request => request.Path == "/fails", 3))[2].Body);
        Assert.Equal(deliveryId, (await host.Api.Get($"webhook-deliveries/{deliveryId}")).Gives(200).Text("payload.eventId"));
    }

    [Theory]
    [InlineData("/redirects", "redirects are not followed")]
    [InlineData("/never", "no whole answer within 1 s")]
    [InlineData("/breaks", "connection broke")]
    public async Task A_receiver_that_misbehaves_is_told_so_and_hurts_nobody(string path, string error)
    {
        host.Receiver.Answer = (context, request) => request.Path.ToString() switch
        {
            "/redirects" => Redirect(context),
            "/never" => Task.Delay(Timeout.Infinite, context.RequestAborted),
            "/breaks" => Break(context),
            _ => Task.CompletedTask,
        };
        var scene = await host.Telling(path, retryAttempts: 1, timeoutSeconds: 1);

        var failed = await Delivery(await Blocked(scene), "failed");

        Assert.Contains(error, Assert.Single(failed.At("attempts").EnumerateArray()).Text("error"), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Receiver.All, request => request.Path == "/elsewhere");
    }

    [Fact]
    public async Task Of_an_answer_of_10_MB_the_beginning_is_kept()
    {
        host.Receiver.Answer = (context, request) => request.Path == "/huge" ? context.Response.WriteAsync(new string('x', 10_000_000)) : Task.CompletedTask;
        var scene = await host.Telling("/huge");

        var delivered = await Delivery(await Blocked(scene), "delivered");

        Assert.Equal(2048, Assert.Single(delivered.At("attempts").EnumerateArray()).Text("answer")!.Length);
    }

    [Fact]
    public async Task A_2xx_whose_body_does_not_end_is_one()
    {
        host.Receiver.Answer = async (context, request) =>
        {
            if (request.Path == "/cut")
            {
                context.Response.ContentLength = 100;
                await context.Response.WriteAsync("half a");
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
        };
        var scene = await host.Telling("/cut", retryAttempts: 1, timeoutSeconds: 1);

        var delivered = await Delivery(await Blocked(scene), "delivered");

        var attempt = Assert.Single(delivered.At("attempts").EnumerateArray());
        Assert.Equal((200, null, "half a"), (attempt.At("statusCode").GetInt32(), attempt.Text("error"), attempt.Text("answer")));
    }

    [Fact]
    public async Task Headers_that_say_something_of_the_body_are_sent_too()
    {
        host.Receiver.Answer = (_, _) => Task.CompletedTask;
        var scene = await host.Telling("/headers");
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { webhooks = new { headers = new Dictionary<string, string> { ["Content-Language"] = "en", ["User-Agent"] = "ours/2", ["X-Team"] = "a" } } })).Gives(200);

        await Delivery(await Blocked(scene), "delivered");

        var told = Assert.Single(await host.Receiver.Sees(request => request.Path == "/headers", 1));
        Assert.Equal(("en", "ours/2", "a"), (told.Headers["Content-Language"], told.Headers["User-Agent"], told.Headers["X-Team"]));
    }

    [Fact]
    public async Task A_slow_receiver_does_not_hold_up_another_one()
    {
        host.Receiver.Answer = (context, request) => request.Path == "/slow" ? Task.Delay(Timeout.Infinite, context.RequestAborted) : Task.CompletedTask;
        var slow = await host.Telling("/slow", retryAttempts: 1);
        var quick = await host.Telling("/quick");
        await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => Blocked(slow)));
        await host.Receiver.Sees(request => request.Path == "/slow", 16);

        await Delivery(await Blocked(quick), "delivered");

        Assert.InRange(host.Receiver.All.Count(request => request.Path == "/slow"), 16, 32);
        (await host.Api.Patch($"campaigns/{slow.CampaignId}", new { webhooks = new { timeoutSeconds = 1 } })).Gives(200);
    }

    [Fact]
    public async Task Without_leave_nothing_goes_to_an_address_that_is_not_public()
    {
        string[] urls = ["http://127.0.0.1:9/x", "http://localhost:9/x", "http://[::1]:9/x", "http://[::ffff:10.0.0.1]/x", "http://169.254.169.254/latest/meta-data", "http://2130706433/x"];
        var careful = new RunningHost(speed: 10_000);
        await careful.InitializeAsync();
        try
        {
            foreach (var url in urls)
            {
                var scene = await Scene.Set(careful.Api);
                (await careful.Api.Patch($"campaigns/{scene.CampaignId}", new { webhooks = new { inheritFromTenant = false, enabled = true, url, retryAttempts = 1 } })).Gives(200);
                var leadId = await scene.Lead(Scene.Phone("01"));
                (await careful.Api.Patch($"leads/{leadId}", new { status = "accepted" })).Gives(200);

                var failed = await Delivery(careful.Api, leadId, "failed");

                Assert.Contains("not public", Assert.Single(failed.At("attempts").EnumerateArray()).Text("error"), StringComparison.Ordinal);
            }
        }
        finally
        {
            await careful.DisposeAsync();
        }
    }

    [Fact]
    public async Task Another_organization_sees_and_replays_nothing()
    {
        var scene = await host.Telling("/mine");
        var deliveryId = (await Delivery(await Blocked(scene), "delivered")).Text("deliveryId");
        var other = await host.NewOrganization();

        (await other.Get($"webhook-deliveries/{deliveryId}")).Refuses(404, "NOT_FOUND");
        (await other.Post($"webhook-deliveries/{deliveryId}/replay", new { })).Refuses(404, "NOT_FOUND");
        Assert.Empty((await other.Get("webhook-deliveries")).Gives(200).At("deliveries").EnumerateArray());
    }

    [Theory]
    [InlineData("state=lost", "state: must be one of pending, delivered, failed")]
    [InlineData("event=call.ended", "event: must be one of call.started, call.completed, lead.status_changed, lead.dnc, lead.first_submission_action")]
    [InlineData("limit=0", "limit: must be a whole number from 1 to 100")]
    public async Task A_filter_that_is_none_is_refused(string query, string fault) => (await host.Api.Get($"webhook-deliveries?{query}")).FindsFault(fault);

    private static Task Redirect(HttpContext context)
    {
        context.Response.Redirect("/elsewhere");
        return Task.CompletedTask;
    }

    private static Task Break(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>A lead of the campaign that becomes one not to be called, of which one event tells.</summary>
    private async Task<string> Blocked(Scene scene)
    {
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await host.Api.Send(HttpMethod.Put, $"leads/{leadId}/dnc", """{"channels":["phone"],"reason":"asked"}""")).Gives(200);
        return leadId;
    }

    private Task<JsonElement> Delivery(string leadId, string state) => Delivery(host.Api, leadId, state);

    private static async Task<JsonElement> Delivery(ApiClient api, string leadId, string state) => (await Eventually.Sees(
        async () => (await api.Get($"webhook-deliveries?leadId={leadId}&state={state}")).Gives(200).At("deliveries").EnumerateArray().ToArray(), found => found.Length == 1, $"a delivery that is {state}"))[0];
}
