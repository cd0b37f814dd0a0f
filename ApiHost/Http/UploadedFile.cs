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
        (bool Found, T? Made) file = default;
        await ReadPartsAsync(context, field, limit, async part =>
        {
            file = part.Name == field ? (true, await read(part.Body)) : file;
            return !file.Found;
        });
        return file.Found ? file.Made! : throw RequestException.Invalid($"{field}: is required");
    }

    /// <summary>Goes through the parts of a form in the order in which they come in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="field">The form's field with the file, for the answer to a body of another type.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="read">Reads a part, and says whether to go on.</param>
    /// <exception cref="RequestException">The body is of another type, larger, or not complete.</exception>
    internal static async Task ReadPartsAsync(HttpContext context, string field, int limit, Func<FormPart, Task<bool>> read)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || type.MediaType != "multipart/form-data")
        {
            throw RequestException.Of(StatusCodes.Status415UnsupportedMediaType, Codes.UnsupportedMediaType, $"Send multipart/form-data with a file in the field {field}.");
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
                if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var named)
                    && !await read(new FormPart(HeaderUtilities.RemoveQuotes(named.Name).ToString(), HeaderUtilities.RemoveQuotes(named.FileNameStar.HasValue ? named.FileNameStar : named.FileName).ToString(), part.Body)))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException))
        {
            throw RequestException.Invalid("body: is no complete multipart/form-data");
        }
    }
}

/// <summary>A part of a form.</summary>
/// <param name="Name">Its field.</param>
/// <param name="FileName">What the file is called; empty when nobody says.</param>
/// <param name="Body">What it holds.</param>
internal sealed record FormPart(string Name, string FileName, Stream Body);
