using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using LeadSail.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadSail.Health;

/// <summary>What a collector hears of a call.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Path, string Body)> heard = new();
    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ActivityListener listener;
    private readonly WebApplication collector;
    private RunningHost host = null!;

    public TelemetryTests()
    {
        listener = new() { ShouldListenTo = _ => true, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            heard.Enqueue((request.Path, Encoding.UTF8.GetString(body.ToArray())));
        });
    }

    public async Task InitializeAsync()
    {
        await collector.StartAsync();
        host = new(speed: 10_000, settings: [$"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Urls.Single()}", "--OTEL_METRIC_EXPORT_INTERVAL=1000", "--OTEL_BLRP_SCHEDULE_DELAY=100", "--Logging:Level=Information"]);
        await host.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await collector.DisposeAsync();
        listener.Dispose();
    }

    [Fact]
    public async Task A_call_is_one_trace_from_the_request_through_the_grains_to_storage_and_provider()
    {
        var scene = await Scene.Set(host.Api);
        var call = await scene.Call(await scene.Lead(Scene.Phone("01")));
        await scene.Over(call);

        var dial = await Eventually.Sees(
            () => Task.FromResult(spans.SingleOrDefault(span => span.OperationName == "provider.start_call" && (string?)span.GetTagItem("leadsail.interaction.id") == call)),
            span => span is not null, "the span of the start request");
        var trace = await Eventually.Sees(
            () => Task.FromResult(spans.Where(span => span.TraceId == dial!.TraceId).ToArray()),
            trace => trace.Any(span => span.Source.Name == "Microsoft.AspNetCore"), "the request that began it");

        Assert.Contains(trace, span => span.OperationName.Contains("ILeadGrain", StringComparison.Ordinal));
        Assert.Contains(trace, span => span.OperationName.Contains("ICallGrain", StringComparison.Ordinal));
        Assert.Contains(trace, span => span.OperationName == "storage.commit");
        Assert.Contains(trace, span => span.OperationName == "storage.read");
        Assert.Contains(trace, span => span.Source.Name == "System.Net.Http" && span.ParentSpanId == dial!.SpanId);
        Assert.All(trace.Where(span => span.ParentSpanId != default && !span.HasRemoteParent), span => Assert.Contains(trace, other => other.SpanId == span.ParentSpanId));
    }

    [Fact]
    public async Task A_collector_hears_of_it()
    {
        var scene = await Scene.Set(host.Api);
        await scene.Over(await scene.Call(await scene.Lead(Scene.Phone("01"))));
        string[] told =
        [
            "traces provider.start_call", "traces storage.commit", "metrics leadsail.calls", "metrics leadsail.webhook.to_final", "metrics leadsail.storage.batch",
            "metrics leadsail.line.slots.in_use", "metrics leadsail.line.slots.limit", "logs the start request ended as",
        ];
        foreach (var what in told)
        {
            await Eventually.Sees(() => Task.FromResult(Heard(what)), found => found, $"{what} to be told");
        }
    }

    [Fact]
    public async Task Of_what_is_logged_a_collector_hears_no_phone_number()
    {
        host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("LeadSail").LogWarning(new InvalidOperationException("+12125550123 broke"), "The grain {Key} broke", "number/org_1/+12125550123");

        await Eventually.Sees(() => Task.FromResult(Heard("logs number/org_1/+…")), found => found, "the record to be told");
        Assert.True(Heard("logs +… broke"));
        Assert.DoesNotContain(heard, each => each.Body.Contains("+12125550123", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Leads_that_wait_are_counted_by_rule_and_the_time_to_their_dial_is_measured()
    {
        using var meter = new MeterListener();
        var dialled = new ConcurrentQueue<double>();
        meter.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Name == "leadsail.dialer.due_to_dial")
            {
                it.EnableMeasurementEvents(instrument);
            }
        };
        meter.SetMeasurementEventCallback<double>((_, value, _, _) => dialled.Enqueue(value));
        meter.Start();

        var scene = await Scene.Set(host.Api);
        var leads = new[] { await scene.Lead(Scene.Phone("01")), await scene.Lead(Scene.Phone("01")) };
        (await host.Api.Post($"leads/send-to-auto-dialer", new { leadIds = leads })).Gives(200);
        foreach (var what in new[] { "metrics leadsail.dialer.held", "metrics leadsail.dialer.due", "metrics leadsail.calls.in_flight" })
        {
            await Eventually.Sees(() => Task.FromResult(Heard(what)), found => found, $"{what} to be told");
        }

        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { autoDialer = new { active = true } })).Gives(200);
        await Eventually.Sees(() => Task.FromResult(dialled.ToArray()), seen => seen.Length > 1, "the dials to be measured");
        Assert.All(dialled, seconds => Assert.InRange(seconds, 0, 60));
    }

    private bool Heard(string what) =>
        what.Split(' ', 2) is [var signal, var name] && heard.Any(each => each.Path == $"/v1/{signal}" && each.Body.Contains(name, StringComparison.Ordinal));
}
