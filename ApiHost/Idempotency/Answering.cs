using System.Text.Json;
using LeadSail.Http;

namespace LeadSail.Idempotency;

/// <summary>Takes an answer down instead of sending it, and sends one that was taken down.</summary>
internal static class Answering
{
    private static readonly string[] Kept = ["Content-Type", "ETag", "Location"];

    /// <summary>Whether an answer is the last word. After any other one the request may be sent again, and runs again.</summary>
    public static bool IsFinal(KeptAnswer answer) => answer.Status is < 500 and not (401 or 403 or 408 or 425 or 429);

    /// <summary>Has the rest of the pipeline answer, faults included; nothing is sent yet.</summary>
    public static async Task<KeptAnswer> TakeDownAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        var sent = response.Body;
        using var body = new MemoryStream();
        response.Body = body;
        try
        {
            await next(context);
        }
        catch (Exception e)
        {
            response.Clear();
            await Errors.WriteAsync(context, e);
        }
        finally
        {
            response.Body = sent;
        }

        var headers = Kept.Where(name => response.Headers.ContainsKey(name)).ToDictionary(name => name, name => response.Headers[name].ToString());
        return new KeptAnswer(response.StatusCode, new JsonText(JsonSerializer.Serialize(headers, Json.Options)), body.ToArray());
    }

    /// <summary>Sends an answer of an earlier request.</summary>
    public static void Repeat(HttpContext context, KeptAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(answer.Headers.Value, Json.Options)!)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers[IdempotencyKey.Replayed] = "true";
    }
}
