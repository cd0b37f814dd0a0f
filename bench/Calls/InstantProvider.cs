using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using LeadSail.Calls;
using LeadSail.Providers;

namespace LeadSail.Bench;

/// <summary>A provider that costs nothing: it takes each call at once, and its signed webhook leaves at once.</summary>
internal sealed class InstantProvider(string secret, Timeline? timeline = null) : IVoiceProvider
{
    private static readonly HttpClient Http = new();

    public string Key => "elevenlabs";

    public Uri? Receiver { get; set; }

    public Task<StartCallResult> StartCallAsync(StartCallRequest request, CancellationToken cancellationToken)
    {
        var from = Stopwatch.GetTimestamp();
        var lead = BenchedLeads.NumberIn(request.ToE164);
        var conversation = $"conv_{request.AttemptId}_{lead:000000}";
        _ = Report(conversation, request.AttemptId, lead);
        timeline?.Add(lead, Part.Provider, from);
        return Task.FromResult<StartCallResult>(new StartCallResult.Placed(conversation, null));
    }

    public Task<CallReport?> GetCallAsync(string conversationId, CancellationToken cancellationToken) => Task.FromResult<CallReport?>(null);

    public Task<IReadOnlyList<CallReport>> FindCallsAsync(string attemptId, string? providerAgentId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CallReport>>([]);

    public Task<IReadOnlyCollection<string>> ListCallsAsync(DateTimeOffset since, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyCollection<string>>([]);

    public Task<Recording?> OpenRecordingAsync(string conversationId, CancellationToken cancellationToken) => Task.FromResult<Recording?>(null);

    public Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ProviderNumber>>([]);

    private async Task Report(string conversation, string attempt, int lead)
    {
        await Task.Yield();
        var from = Stopwatch.GetTimestamp();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var body = $$$"""
            {"type":"post_call_transcription","event_timestamp":{{{now}}},"data":{"agent_id":"agent_bench","conversation_id":"{{{conversation}}}","status":"done","user_id":"{{{attempt}}}",
            "transcript":[{"role":"agent","message":"Hello, do you have a minute for a few questions about your roof?","time_in_call_secs":0},{"role":"user","message":"Yes, go ahead.","time_in_call_secs":4},
            {"role":"agent","message":"When would you like to start?","time_in_call_secs":6},{"role":"user","message":"This summer would be good.","time_in_call_secs":9}],
            "metadata":{"start_time_unix_secs":{{{now}}},"call_duration_secs":30,"termination_reason":"Call ended by remote party","error":null},
            "analysis":{"call_successful":"success","transcript_summary":"They want to start this summer.","data_collection_results":{"disposition":{"value":"qualified"} } } } }
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, Receiver) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{now}.{body}")));
        request.Headers.TryAddWithoutValidation("ElevenLabs-Signature", $"t={now},v0={signature}");
        using var answer = await Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        timeline?.Add(lead, Part.Webhook, from);
    }
}
