using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace LeadSail.Http;

/// <summary>Reads request bodies as JSON, within limits.</summary>
public static class RequestBody
{
    /// <summary>The most bytes of a JSON body.</summary>
    public const int Limit = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The body as a document.</summary>
    /// <exception cref="RequestException">There is none, it is too large, of another type, or no JSON.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw RequestException.Of(StatusCodes.Status415UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "Send application/json.");
        }

        try
        {
            return JsonDocument.Parse(await ReadBytesAsync(context, Limit), Strict);
        }
        catch (JsonException e)
        {
            throw RequestException.Invalid($"body: is not valid JSON: {Reason(e)}");
        }
    }

    /// <summary>The raw bytes.</summary>
    /// <exception cref="RequestException">There are more than the limit.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext context, int limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        var buffer = new MemoryStream(context.Request.ContentLength is { } length and > 0 && length <= limit ? (int)length : 1024);
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (buffer.Length + read > limit)
            {
                throw RequestException.Of(StatusCodes.Status413PayloadTooLarge, "PAYLOAD_TOO_LARGE", "The body is larger than this path accepts.");
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <summary>The parser's message without its path and position jargon.</summary>
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var sentence = end < 0 ? e.Message : e.Message[..end];
        return e.LineNumber is { } line ? $"{sentence} (line {line + 1})" : sentence;
    }
}
