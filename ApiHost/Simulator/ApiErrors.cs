namespace LeadSail.Simulator;

/// <summary>An error answer in the provider's shape.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">What <c>detail</c> is wrapped in.</param>
public sealed record ApiError(int Status, object Body)
{
    /// <summary>As an HTTP answer.</summary>
    public IResult ToResult() => SimulatorJson.Answer(Body, Status);
}

/// <summary>One entry of a 422.</summary>
/// <param name="Loc">Where it is, e.g. body, to_number.</param>
/// <param name="Msg">What is wrong.</param>
/// <param name="Type">The kind of fault, e.g. missing.</param>
public sealed record FieldFault(IReadOnlyList<object> Loc, string Msg, string Type);

/// <summary>
/// The provider's error bodies: <c>detail</c> is an array for 422, else an object (captured bodies and the provider's documentation),
/// and on some older paths a string.
/// </summary>
public static class ApiErrors
{
    /// <summary>No <c>xi-api-key</c> header (captured).</summary>
    public static ApiError NoKey { get; } = new(401, new
    {
        detail = new
        {
            type = "authentication_error",
            code = "unauthorized",
            message = "Neither authorization header nor xi-api-key received, please provide one.",
            status = "needs_authorization",
        },
    });

    /// <summary>A key that is not one, or not any more.</summary>
    public static ApiError BadKey { get; } = new(401, new
    {
        detail = new { type = "authentication_error", code = "invalid_api_key", message = "Invalid API key", status = "invalid_api_key" },
    });

    /// <summary>No such conversation, also for a malformed id (captured: it has no message).</summary>
    public static ApiError NoConversation { get; } = new(404, new
    {
        detail = new { type = "not_found", code = "conversation_not_found", status = "conversation_history_not_found" },
    });

    /// <summary>A conversation without audio; one of the older paths, whose detail is text.</summary>
    public static ApiError NoAudio { get; } = new(404, new { detail = "No audio found for this conversation." });

    /// <summary>No such agent.</summary>
    public static ApiError NoAgent(string id) => Detail(404, "not_found", "agent_not_found", $"Agent {id} not found.", "agent_not_found", "agent_id");

    /// <summary>No such phone number.</summary>
    public static ApiError NoNumber(string id) => Detail(
        404, "not_found", "phone_number_not_found", $"Phone number {id} not found.", "phone_number_not_found", "agent_phone_number_id");

    /// <summary>The number belongs to the other start endpoint.</summary>
    public static ApiError WrongTransport(string id, Transport expected) => Detail(
        400, "invalid_request", "invalid_parameters", $"Phone number {id} is not a {(expected == Transport.Twilio ? "Twilio" : "SIP trunk")} number.",
        "invalid_phone_number", "agent_phone_number_id");

    /// <summary>More calls at once than the plan allows.</summary>
    public static ApiError TooMany { get; } = Detail(
        429, "rate_limit_error", "concurrent_limit_exceeded", "Too many concurrent requests.", "too_many_concurrent_requests");

    /// <summary>The service is overloaded.</summary>
    public static ApiError Unavailable { get; } = Detail(
        503, "service_unavailable", "service_unavailable", "The service is temporarily unavailable. Please try again later.", "service_unavailable");

    /// <summary>Out of credits, as it is said today.</summary>
    public static ApiError NoCredits { get; } = Detail(
        402, "payment_required", "insufficient_credits", "You have insufficient credits to perform this request.", "insufficient_credits");

    /// <summary>Out of credits, as it was said before.</summary>
    public static ApiError QuotaExceeded { get; } = new(401, new
    {
        detail = new { status = "quota_exceeded", message = "This request exceeds your quota limit." },
    });

    /// <summary>The request does not have the form that the schema asks for.</summary>
    public static ApiError Invalid(params IReadOnlyList<FieldFault> faults) => new(422, new { detail = faults });

    private static ApiError Detail(int status, string type, string code, string message, string older, string? param = null) => new(status, new
    {
        detail = new { type, code, message, status = older, request_id = Chance.Id("", 24, message), param },
    });
}
