using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>Knows and reads the webhooks of ElevenLabs.</summary>
internal sealed class ElevenLabsWebhookReceiver(IOptions<ElevenLabsOptions> options) : IVoiceWebhookReceiver
{
    // The provider repeats a webhook up to 40 minutes after the event, signed as it was.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly byte[][] _secrets = [.. options.Value.WebhookSecrets.Select(Encoding.UTF8.GetBytes)];

    /// <inheritdoc/>
    public string Key => ElevenLabsProvider.Name;

    /// <inheritdoc/>
    public SignatureVerdict CheckHeader(string? signature, DateTimeOffset now) => CheckHeader(signature, now, out _, out _);

    /// <summary>
    /// Header <c>ElevenLabs-Signature: t=&lt;unix seconds&gt;,v0=&lt;hex&gt;</c>, where any number of <c>v0</c> may stand:
    /// HMAC-SHA256 over <c>&lt;t&gt;.&lt;body&gt;</c>, the key being the secret's UTF-8.
    /// </summary>
    public SignatureVerdict Verify(string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (CheckHeader(signature, now, out var time, out var digests) is var verdict and not SignatureVerdict.Valid)
            return verdict;

        // Every secret is tried against every digest, so that the time taken says nothing.
        var valid = false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var secret in _secrets)
        {
            using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
            hash.AppendData(Encoding.ASCII.GetBytes(time + "."));
            hash.AppendData(body);
            hash.GetHashAndReset(expected);
            foreach (var digest in digests)
                valid |= CryptographicOperations.FixedTimeEquals(expected, digest);
        }
        return valid ? SignatureVerdict.Valid : SignatureVerdict.Mismatch;
    }

    /// <inheritdoc/>
    public VoiceEvent Read(ReadOnlyMemory<byte> body)
    {
        using var document = TolerantJson.Parse(body);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } envelope)
            throw new FormatException("The webhook's body is not a JSON object.");

        var data = envelope.At("data");
        var type = envelope.At("type").Text() ?? "";
        // Audio is read by API when somebody listens.
        var saidAt = envelope.At("event_timestamp").UnixTime();
        var report = type switch
        {
            "post_call_transcription" => ReportRules.Conversation(data, pushed: true, saidAt),
            "call_initiation_failure" => ReportRules.StartFailure(data),
            "answering_machine_detection" => ReportRules.MachineDetection(data),
            _ => null,
        };
        return new VoiceEvent(type, data.At("conversation_id").Text() ?? "", report is null ? null : report with { SaidAt = saidAt });
    }

    private static SignatureVerdict CheckHeader(string? signature, DateTimeOffset now, out string time, out List<byte[]> digests)
    {
        (time, digests) = ("", []);
        return string.IsNullOrWhiteSpace(signature) ? SignatureVerdict.Missing
            : !TryRead(signature, out time, out var signedAt, out digests) ? SignatureVerdict.Malformed
            : now - signedAt > MaxAge ? SignatureVerdict.Stale
            : signedAt - now > MaxAhead ? SignatureVerdict.FromFuture
            : SignatureVerdict.Valid;
    }

    private static bool TryRead(string signature, out string time, out DateTimeOffset signedAt, out List<byte[]> digests)
    {
        time = "";
        signedAt = default;
        digests = [];
        foreach (var part in signature.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal))
            {
                // Two instants would leave open which of them was signed.
                if (time.Length > 0)
                    return false;
                time = part[2..];
            }
            else if (part.StartsWith("v0=", StringComparison.Ordinal) && IsDigest(part.AsSpan(3)))
            {
                digests.Add(Convert.FromHexString(part.AsSpan(3)));
            }
        }
        if (digests.Count == 0 || time.Length is 0 or > 11 || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        signedAt = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    private static bool IsDigest(ReadOnlySpan<char> text) => text.Length == 2 * HMACSHA256.HashSizeInBytes && !text.ContainsAnyExcept(Hex);
}
