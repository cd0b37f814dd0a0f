using System.IO.Pipelines;
using LeadSail.Calls;
using LeadSail.Hosting;
using LeadSail.Providers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Recordings;

/// <summary>A host whose provider gives recordings as a test wants it to.</summary>
public sealed class RecordingHost() : RunningHost(speed: 10_000)
{
    /// <summary>What the provider says of a conversation's recording; by default what the simulator says.</summary>
    internal Func<Task<Recording?>>? Open { get; set; }

    /// <summary>How often it was asked for one.</summary>
    internal int Asked => asked;

    private int asked;

    /// <summary>A recording that comes by and by.</summary>
    internal PipeWriter Comes(string contentType = "audio/mpeg", long? length = null)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        Open = () => Task.FromResult<Recording?>(new Recording(pipe.Reader.AsStream(), contentType, length));
        return pipe.Writer;
    }

    /// <summary>A call over which has a recording.</summary>
    internal async Task<(Scene Scene, string InteractionId, string Path)> Recorded()
    {
        var scene = await Scene.Set(Api);
        var (final, _) = await scene.Over(await scene.Call(await scene.Lead(Scene.Phone("01"))));
        return (scene, final.Text("interactionId")!, final.Text("call.recordingUrl")!);
    }

    internal Task<Answer> Get(string path, string? range = null, string? ifRange = null, string? ifNoneMatch = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in new[] { ("Range", range), ("If-Range", ifRange), ("If-None-Match", ifNoneMatch), ("If-Match", ifMatch) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return Api.Send(request);
    }

    protected override void Adjust(WebApplicationBuilder builder)
    {
        var real = builder.Services.Single(service => service.ServiceType == typeof(IVoiceProvider));
        builder.Services.Remove(real);
        builder.Services.AddSingleton<IVoiceProvider>(services => new Provider(this, (IVoiceProvider)ActivatorUtilities.CreateInstance(services, real.ImplementationType!)));
    }

    private sealed class Provider(RecordingHost host, IVoiceProvider real) : IVoiceProvider
    {
        public string Key => real.Key;

        public Task<IReadOnlyCollection<string>> ListCallsAsync(DateTimeOffset since, CancellationToken cancellationToken) => real.ListCallsAsync(since, cancellationToken);

        public Task<Recording?> OpenRecordingAsync(string conversationId, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref host.asked);
            return host.Open?.Invoke() ?? real.OpenRecordingAsync(conversationId, cancellationToken);
        }

        public Task<StartCallResult> StartCallAsync(StartCallRequest request, CancellationToken cancellationToken) => real.StartCallAsync(request, cancellationToken);

        public Task<CallReport?> GetCallAsync(string conversationId, CancellationToken cancellationToken) => real.GetCallAsync(conversationId, cancellationToken);

        public Task<IReadOnlyList<CallReport>> FindCallsAsync(string attemptId, string? providerAgentId, CancellationToken cancellationToken) => real.FindCallsAsync(attemptId, providerAgentId, cancellationToken);

        public Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(CancellationToken cancellationToken) => real.ListNumbersAsync(cancellationToken);
    }
}

[CollectionDefinition(nameof(RecordingHost))]
public sealed class OnRecordingHost : ICollectionFixture<RecordingHost>;
