using System.Diagnostics;

namespace LeadSail.Telemetry;

/// <summary>The product's own spans. Those of HTTP in and out are the framework's, those of grain calls the runtime's.</summary>
public static class Tracing
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "LeadSail";

    /// <summary>The source.</summary>
    public static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins a span; null while nobody listens.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="kind">Whether somebody else is asked.</param>
    /// <param name="interactionId">The call that it is for; null where there is none.</param>
    public static Activity? Begin(string name, ActivityKind kind = ActivityKind.Internal, string? interactionId = null)
    {
        var span = Source.StartActivity(name, kind);
        if (interactionId is not null)
        {
            span?.SetTag("leadsail.interaction.id", interactionId);
        }

        return span;
    }

    /// <summary>Awaits what a span is about; a failure is told on it.</summary>
    public static async Task<T> In<T>(this Activity? span, Task<T> work)
    {
        using (span)
        {
            try
            {
                return await work;
            }
            catch (Exception e)
            {
                span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
                throw;
            }
        }
    }
}
