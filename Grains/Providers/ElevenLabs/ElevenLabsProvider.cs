using System.Globalization;
using System.Text.Json;
using LeadSail.Calls;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>ElevenLabs (Agents platform) as a voice provider. It has no idempotency key and cannot end a running call.</summary>
internal sealed class ElevenLabsProvider(ElevenLabsClient client) : IVoiceProvider
{
    /// <summary>The provider's name.</summary>
    public const string Name = "elevenlabs";

    private const string Conversations = "v1/convai/conversations";

    // A start is one conversation; more than a few under one attempt id mean that the filter was ignored.
    private const int MaxConversationsPerAttempt = 20, MaxPagesPerAttempt = 20;

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public async Task<StartCallResult> StartCallAsync(StartCallRequest request, CancellationToken cancellationToken) =>
        StartRules.Path(request.Transport) is { } path
            ? await client.StartAsync(path, StartRules.Body(request), request.RingSeconds, cancellationToken)
            : new StartCallResult.Refused(RefusalKind.Request, $"The number's transport is '{request.Transport}'; it must be twilio or sip_trunk.");

    /// <inheritdoc/>
    public async Task<CallReport?> GetCallAsync(string conversationId, CancellationToken cancellationToken)
    {
        if (Path(conversationId) is not { } path)
            return null;
        using var conversation = await client.ReadAsync(path, cancellationToken);
        // the id we asked with is right, whatever the body says or leaves out
        return conversation is null ? null : ReportRules.Conversation(conversation.RootElement) with { ConversationId = conversationId };
    }

    /// <summary>
    /// The list is asked by our id as user id, without a start time: clocks differ. Its entries do not repeat that id, so each hit is read
    /// itself, and dropped when it names another attempt.
    /// </summary>
    public async Task<IReadOnlyList<CallReport>> FindCallsAsync(string attemptId, string? providerAgentId, CancellationToken cancellationToken)
    {
        var found = new List<CallReport>();
        var filter = $"user_id={Uri.EscapeDataString(attemptId)}{(providerAgentId is null ? "" : $"&agent_id={Uri.EscapeDataString(providerAgentId)}")}";
        foreach (var conversationId in await ListAsync(filter, MaxPagesPerAttempt, MaxConversationsPerAttempt, cancellationToken))
        {
            // listed but not yet readable: it exists, and that is what matters
            var report = await GetCallAsync(conversationId, cancellationToken) ?? new CallReport { ConversationId = conversationId };
            if (report.AttemptId is null || report.AttemptId == attemptId)
                found.Add(report with { AttemptId = attemptId });
        }
        return found;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<string>> ListCallsAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        ListAsync(string.Create(CultureInfo.InvariantCulture, $"call_start_after_unix={since.ToUnixTimeSeconds()}"), int.MaxValue, int.MaxValue, cancellationToken);

    /// <inheritdoc/>
    public async Task<Recording?> OpenRecordingAsync(string conversationId, CancellationToken cancellationToken)
    {
        if (Path(conversationId) is not { } path || await client.OpenAsync($"{path}/audio", cancellationToken) is not { } response)
            return null;
        var content = response.Content;
        return new Recording(await content.ReadAsStreamAsync(cancellationToken), content.Headers.ContentType?.MediaType ?? "audio/mpeg", content.Headers.ContentLength);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(CancellationToken cancellationToken)
    {
        using var numbers = await client.ReadAsync("v1/convai/phone-numbers", cancellationToken)
            ?? throw new ProviderUnavailableException("The provider has no list of phone numbers; check Providers:ElevenLabs:BaseUrl.");
        return [.. numbers.RootElement.Items().Select(Number).OfType<ProviderNumber>()];
    }

    /// <summary>The ids on all pages of a list. It ends where a page repeats a cursor.</summary>
    private async Task<IReadOnlyCollection<string>> ListAsync(string filter, int mostPages, int mostIds, CancellationToken cancellationToken)
    {
        var query = $"{Conversations}?page_size=100&{filter}";
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var cursors = new HashSet<string>(StringComparer.Ordinal);
        var path = query;
        while (cursors.Count < mostPages)
        {
            using var page = await client.ReadAsync(path, cancellationToken)
                ?? throw new ProviderUnavailableException("The provider has no list of conversations; check Providers:ElevenLabs:BaseUrl.");
            ids.UnionWith(page.RootElement.At("conversations").Items().Select(item => item.At("conversation_id").Text()).OfType<string>());
            if (ids.Count > mostIds)
                break;
            if (page.RootElement.At("has_more").Flag() != true || page.RootElement.At("next_cursor").Text() is not { } cursor || !cursors.Add(cursor))
                return ids;
            path = $"{query}&cursor={Uri.EscapeDataString(cursor)}";
        }

        throw new ProviderUnavailableException("The provider lists far more conversations than one attempt can have.");
    }

    private static ProviderNumber? Number(JsonElement number) =>
        number.At("phone_number_id").Text() is { } id && number.At("phone_number").Text() is { } phone
        && number.At("provider").Text() is { } transport && StartRules.Path(transport) is not null
            ? new ProviderNumber(id, phone, number.At("label").Text() ?? phone, transport)
            : null;

    // "." and ".." would name another resource; no conversation has such an id.
    private static string? Path(string conversationId) =>
        conversationId.Trim('.').Length > 0 ? $"{Conversations}/{Uri.EscapeDataString(conversationId)}" : null;
}
