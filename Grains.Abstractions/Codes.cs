namespace LeadSail;

/// <summary>The error codes of the API and of calls that ended without being dialled. Stable: clients branch on them.</summary>
public static class Codes
{
    /// <summary>A body or parameter is not of the documented form.</summary>
    public const string ValidationError = "VALIDATION_ERROR";

    /// <summary>No such thing, or not in this organization.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The key may not do this.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>No key, or none that is good; or a signature that is not.</summary>
    public const string Unauthorized = "UNAUTHORIZED";

    /// <summary>The path does not know the method.</summary>
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";

    /// <summary>The body is larger than the path accepts.</summary>
    public const string PayloadTooLarge = "PAYLOAD_TOO_LARGE";

    /// <summary>The body is of a type that the path does not read.</summary>
    public const string UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE";

    /// <summary>Too many requests in a minute.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>Not now; the same request may do later.</summary>
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>The key was used for another request.</summary>
    public const string IdempotencyConflict = "IDEMPOTENCY_CONFLICT";

    /// <summary>Somebody else changed it first, or it exists already.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>Rule <c>phone_valid</c>.</summary>
    public const string InvalidPhone = "INVALID_PHONE";

    /// <summary>Rule <c>not_dnc</c>.</summary>
    public const string LeadDnc = "LEAD_DNC";

    /// <summary>Rule <c>consent</c>.</summary>
    public const string NoConsent = "NO_CONSENT";

    /// <summary>Rule <c>campaign_active</c>.</summary>
    public const string CampaignInactive = "CAMPAIGN_INACTIVE";

    /// <summary>Rule <c>agent_set</c>.</summary>
    public const string MissingVoiceAgent = "MISSING_VOICE_AGENT";

    /// <summary>Rule <c>number_set</c>.</summary>
    public const string MissingPhoneNumber = "MISSING_PHONE_NUMBER";

    /// <summary>Rule <c>prompt_renders</c>.</summary>
    public const string PromptInvalid = "PROMPT_INVALID";

    /// <summary>Rule <c>legal_hours</c>.</summary>
    public const string OutsideLegalHours = "OUTSIDE_LEGAL_HOURS";

    /// <summary>Rule <c>operating_hours</c>.</summary>
    public const string OutsideOperatingHours = "OUTSIDE_OPERATING_HOURS";

    /// <summary>Rule <c>status_allowed</c>.</summary>
    public const string LeadStatusExcluded = "LEAD_STATUS_EXCLUDED";

    /// <summary>Rule <c>due</c>.</summary>
    public const string NotYetDue = "NOT_YET_DUE";

    /// <summary>Rule <c>no_call_running</c>.</summary>
    public const string CallInProgress = "CALL_IN_PROGRESS";

    /// <summary>Rule <c>min_gap</c>.</summary>
    public const string MinGapNotElapsed = "MIN_GAP_NOT_ELAPSED";

    /// <summary>Rule <c>max_attempts</c>.</summary>
    public const string MaxAttemptsReached = "MAX_ATTEMPTS_REACHED";

    /// <summary>Rule <c>daily_attempts</c>.</summary>
    public const string DailyAttemptsReached = "DAILY_ATTEMPTS_REACHED";

    /// <summary>Rule <c>number_cap</c>.</summary>
    public const string NumberCapReached = "NUMBER_CAP_REACHED";

    /// <summary>Only the provider can start an inbound call.</summary>
    public const string DirectionNotDialable = "DIRECTION_NOT_DIALABLE";

    /// <summary>No slot, or only refusals from the provider, until <c>startBy</c>: not dialled.</summary>
    public const string ProviderBusy = "PROVIDER_BUSY";

    /// <summary>The provider refused the start request as such: not dialled. Or it refuses our credentials.</summary>
    public const string ProviderRefused = "PROVIDER_REFUSED";

    /// <summary>The fate of a start stayed unknown until the deadline: the phone may have rung.</summary>
    public const string FateUnknown = "FATE_UNKNOWN";

    /// <summary>The provider still called it running long after its deadline.</summary>
    public const string DeadlineExceeded = "DEADLINE_EXCEEDED";

    /// <summary>The provider or the carrier failed; the reason stands in the message.</summary>
    public const string ProviderError = "PROVIDER_ERROR";

    /// <summary>The number does not exist.</summary>
    public const string BadNumber = "BAD_NUMBER";

    /// <summary>Something is broken on our side.</summary>
    public const string InternalError = "INTERNAL_ERROR";
}
