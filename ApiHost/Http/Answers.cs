using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadSail.Http;

/// <summary>The successful answers.</summary>
public static class Answers
{
    /// <summary>200.</summary>
    public static Ok<Envelope<T>> Ok<T>(T data) where T : notnull => TypedResults.Ok(new Envelope<T>(true, data));

    /// <summary>201.</summary>
    public static Created<Envelope<T>> Created<T>(string location, T data) where T : notnull => TypedResults.Created(location, new Envelope<T>(true, data));

    /// <summary>202.</summary>
    public static Accepted<Envelope<T>> Accepted<T>(string location, T data) where T : notnull => TypedResults.Accepted(location, new Envelope<T>(true, data));
}
