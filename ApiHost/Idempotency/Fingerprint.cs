using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadSail.Http;
using LeadSail.OpenApi;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LeadSail.Idempotency;

/// <summary>
/// What a request asks for, as a hash: method, path, query, body. The body is put by while it is read, in a file when it is large, so that whoever runs the request can read it again. Of a form only
/// its parts count: each client that sends one again invents another boundary between them.
/// </summary>
internal static class Fingerprint
{
    private const int MostInMemory = 64 * 1024, LargestForm = 51 * 1024 * 1024;

    /// <summary>Reads the body and rewinds it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="besides">What else makes it another request; empty for nothing.</param>
    /// <exception cref="RequestException">413: the body is larger than the path accepts.</exception>
    public static async Task<string> OfAsync(HttpContext context, string besides)
    {
        var request = context.Request;
        await SpoolAsync(context, context.GetEndpoint()?.Metadata.GetMetadata<FileDetail>() is null ? RequestBody.Limit : LargestForm);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, $"{request.Method} {request.Path}{request.QueryString}\n{besides}");
        if (!await AddFormAsync(hash, request))
        {
            request.Body.Position = 0;
            await AddAsync(hash, request.Body);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task SpoolAsync(HttpContext context, int limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        context.Request.EnableBuffering(MostInMemory);
        var (chunk, length) = (new byte[16 * 1024], 0L);
        for (int read; (read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0;)
        {
            if ((length += read) > limit)
            {
                throw RequestException.Of(StatusCodes.Status413PayloadTooLarge, Codes.PayloadTooLarge, "The body is larger than this path accepts.");
            }
        }

        context.Request.Body.Position = 0;
    }

    /// <summary>Adds the parts of a form; says whether it is one that can be read.</summary>
    private static async Task<bool> AddFormAsync(IncrementalHash hash, HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data" || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            return false;
        }

        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            while (await parts.ReadNextSectionAsync() is { } part)
            {
                Add(hash, part.ContentDisposition ?? "");
                await AddAsync(hash, part.Body);
            }

            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return false;
        }
    }

    private static async Task AddAsync(IncrementalHash hash, Stream stream)
    {
        var (chunk, length) = (new byte[16 * 1024], 0L);
        for (int read; (read = await stream.ReadAsync(chunk)) > 0; length += read)
        {
            hash.AppendData(chunk, 0, read);
        }

        Add(hash, length.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Each text and its end, so that two never read as one.</summary>
    private static void Add(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }
}
