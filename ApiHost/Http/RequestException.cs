namespace LeadSail.Http;

/// <summary>A request that cannot be served, with the answer that it gets. Thrown anywhere below an endpoint, answered in one place.</summary>
public sealed class RequestException(int status, ApiError error, TimeSpan? retryAfter = null) : Exception(error.Message)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The body's error.</summary>
    public ApiError Error => error;

    /// <summary>The <c>Retry-After</c> header; null for none.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>400: one line per fault.</summary>
    public static RequestException Invalid(params IReadOnlyList<string> details) =>
        new(StatusCodes.Status400BadRequest, new ApiError { Code = Codes.ValidationError, Message = "Invalid input data", Details = details });

    /// <summary>404: not there, or not in this organization.</summary>
    public static RequestException NotFound(string message = "Resource not found") => Of(StatusCodes.Status404NotFound, Codes.NotFound, message);

    /// <summary>Any status with a code.</summary>
    public static RequestException Of(int status, string code, string message) => new(status, new ApiError { Code = code, Message = message });

    /// <summary>What a refusal is in HTTP.</summary>
    public static RequestException From(Refusal refusal) => new(StatusOf(refusal), refusal.Code is Codes.NotFound or Codes.Conflict or Codes.ValidationError or Codes.Forbidden
        ? new ApiError { Code = refusal.Code, Message = refusal.Message, Details = refusal.Details }
        : new CallRefusedError
        {
            Code = refusal.Code,
            Message = refusal.Message,
            Details = refusal.Details,
            NextCallTime = refusal.NextCallTime,
            InteractionId = refusal.InteractionId,
        });

    private static int StatusOf(Refusal refusal) => refusal.Code switch
    {
        Codes.NotFound => StatusCodes.Status404NotFound,
        Codes.Conflict => StatusCodes.Status409Conflict,
        Codes.CallInProgress when refusal.Details.Length < 2 => StatusCodes.Status409Conflict, // with another rule against the call, it is one of the refusals
        Codes.ValidationError => StatusCodes.Status400BadRequest,
        Codes.Forbidden => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
