using System.Globalization;
using LeadSail.Http;
using LeadSail.Providers;
using Microsoft.Net.Http.Headers;

namespace LeadSail.Recordings;

/// <summary>A recording that is here: any part of it, as conditions in the request ask.</summary>
internal sealed class WholeRecording(StoredRecording recording) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{recording.Changed.UtcTicks:x}-{recording.Content.Length:x}\"");
        await TypedResults.Stream(recording.Content, recording.ContentType, lastModified: recording.Changed, entityTag: new EntityTagHeaderValue(tag), enableRangeProcessing: true).ExecuteAsync(context);

        // the framework answers these with nothing but a status; here they say what is wrong, like everything else
        var fault = context.Response.StatusCode switch
        {
            StatusCodes.Status416RangeNotSatisfiable => "The range is not within the recording.",
            StatusCodes.Status412PreconditionFailed => "The recording is not the one that the condition names.",
            _ => null,
        };
        if (fault is not null && !context.Response.HasStarted)
        {
            context.Response.ContentLength = null;
            await Errors.Write(context, new RequestException(context.Response.StatusCode, new ApiError { Code = Codes.ValidationError, Message = fault }));
        }
    }
}

/// <summary>A recording that is still coming, from its beginning, as it comes. It has no tag yet: nobody can ask for the rest of it later.</summary>
internal sealed class ComingRecording(RecordingFetch fetch, RecordingHead head, FileStream begun) : IResult
{
    /// <summary>The range with which players begin.</summary>
    public const string AllOfIt = "bytes=0-";

    public async Task ExecuteAsync(HttpContext context)
    {
        await using var file = begun;
        var response = context.Response;
        response.ContentType = head.ContentType;
        response.ContentLength = head.Length;
        response.Headers.AcceptRanges = "bytes";
        if (head.Length is { } length && context.Request.Headers.Range == AllOfIt)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes 0-{length - 1}/{length}");
        }

        try
        {
            await fetch.SendAsync(file, response.Body, context.RequestAborted);
        }
        catch (ProviderUnavailableException) when (response.HasStarted)
        {
            context.Abort(); // what was sent must not pass for all of it
        }
    }
}
