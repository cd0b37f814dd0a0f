using LeadSail.Http;
using LeadSail.Providers;

namespace LeadSail.Interactions;

/// <summary>A recording as an HTTP answer. It is read whole first, so that a player may ask for any range of it.</summary>
internal static class RecordingAnswer
{
    /// <summary>Bytes; an hour of MP3 at 128 kbit/s has 58 MB.</summary>
    private const int Limit = 128 * 1024 * 1024;

    public static async Task<IResult> OfAsync(Recording recording, CancellationToken cancellationToken)
    {
        await using (recording)
        {
            var audio = new MemoryStream();
            var chunk = new byte[64 * 1024];
            int read;
            while ((read = await recording.Content.ReadAsync(chunk, cancellationToken)) > 0)
            {
                audio.Write(chunk, 0, read);
                if (audio.Length > Limit)
                {
                    throw RequestException.NotFound("The recording is larger than this server plays.");
                }
            }

            audio.Position = 0;
            return new Ranged(TypedResults.Stream(audio, recording.ContentType, enableRangeProcessing: true));
        }
    }

    /// <summary>The framework answers a range outside of the audio with nothing but a status; here it says what is wrong, like everything else.</summary>
    private sealed class Ranged(IResult audio) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            await audio.ExecuteAsync(context);
            if (context.Response is { StatusCode: StatusCodes.Status416RangeNotSatisfiable, HasStarted: false } response)
            {
                response.ContentLength = null;
                await Errors.Write(context, new RequestException(response.StatusCode, new ApiError { Code = Codes.ValidationError, Message = "The range is not within the recording." }));
            }
        }
    }
}
