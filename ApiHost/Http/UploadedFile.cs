using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LeadSail.Http;

/// <summary>Reads a file out of a <c>multipart/form-data</c> body while it comes in: it is never in memory as a whole.</summary>
public static class UploadedFile
{
    private const int RoomForHeaders = 64 * 1024, LongestBoundary = 200;

    /// <summary>What somebody makes of the file.</summary>
    /// <param name="context">The request.</param>
    /// <param name="field">The form's field.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="read">Reads the file.</param>
    /// <exception cref="RequestException">The body is of another type, has no such file, is larger, or not complete.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, string field, int limit, Func<Stream, Task<T>> read)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || type.MediaType != "multipart/form-data")
        {
            throw RequestException.Of(StatusCodes.Status415UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", $"Send multipart/form-data with a file in the field {field}.");
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= LongestBoundary })
        {
            throw RequestException.Invalid("body: names no boundary in its type");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit + RoomForHeaders;
        }

        try
        {
            var parts = new MultipartReader(boundary, context.Request.Body);
            while (await parts.ReadNextSectionAsync(context.RequestAborted) is { } part)
            {
                if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) && HeaderUtilities.RemoveQuotes(disposition.Name) == field)
                {
                    return await read(part.Body);
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException))
        {
            throw RequestException.Invalid("body: is no complete multipart/form-data");
        }

        throw RequestException.Invalid($"{field}: is required");
    }
}
