using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace LeadSail.Http;

/// <summary>Reads request bodies as JSON, within limits.</summary>
public static class RequestBody
{
    /// <summary>The most bytes of a JSON body.</summary>
    public const int Limit = 1024 * 1024;

    private const int LargestStart = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The body as a document.</summary>
    /// <exception cref="RequestException">There is none, it is too large, of another type, or no JSON.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw RequestException.Of(StatusCodes.Status415UnsupportedMediaType, Codes.UnsupportedMediaType, "Send application/json.");
        }

        var body = await ReadBytesAsync(context, Limit);
        if (body.IsEmpty)
        {
            throw RequestException.Invalid("body: is required");
        }

        try
        {
            CheckTexts(body.Span);
            return JsonDocument.Parse(body, Strict);
        }
        catch (JsonException e)
        {
            throw RequestException.Invalid($"body: is not valid JSON: {Reason(e)}");
        }
        catch (InvalidOperationException)
        {
            throw RequestException.Invalid("body: has a text that is not valid Unicode");
        }
    }

    /// <summary>The raw bytes, good until the request ends.</summary>
    /// <exception cref="RequestException">There are more than the limit, or too many large bodies are held already.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext context, int limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        // a length is a mere claim: memory is for what came
        var buffer = new MemoryStream((int)Math.Clamp(context.Request.ContentLength ?? 0, 1024, LargestStart));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (buffer.Length + read > limit)
            {
                throw RequestException.Of(StatusCodes.Status413PayloadTooLarge, Codes.PayloadTooLarge, "The body is larger than this path accepts.");
            }

            if (buffer.Length <= Limit && buffer.Length + read > Limit)
            {
                context.Response.RegisterForDispose(context.RequestServices.GetRequiredService<LargeBodies>().Enter());
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <summary>A document is parsed without looking into its texts: half a surrogate pair or bytes that are no UTF-8 come out only where one is read.</summary>
    /// <exception cref="InvalidOperationException">A text cannot be read.</exception>
    private static void CheckTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                _ = reader.GetString();
            }
        }
    }

    /// <summary>The parser's message, with its position as people count.</summary>
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var sentence = end < 0 ? e.Message : e.Message[..end];
        return e is { LineNumber: { } line, BytePositionInLine: { } column } ? $"{sentence} (line {line + 1}, column {column + 1})" : sentence;
    }
}

/// <summary>How many bodies of over 1 MB are in memory at once: 8. Who comes later is asked to try again.</summary>
public sealed class LargeBodies
{
    /// <summary>At most so many.</summary>
    public const int AtOnce = 8;

    private readonly SemaphoreSlim free = new(AtOnce);

    /// <summary>Takes a place, until what is returned is disposed.</summary>
    /// <exception cref="RequestException">503: all are taken.</exception>
    public IDisposable Enter() => free.Wait(0) ? new Place(free) : throw new RequestException(
        StatusCodes.Status503ServiceUnavailable,
        new ApiError { Code = Codes.Unavailable, Message = "The server reads as many large bodies as it can hold; try again." },
        TimeSpan.FromSeconds(5));

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
