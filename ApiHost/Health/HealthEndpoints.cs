using System.ComponentModel.DataAnnotations;
using LeadSail.Clocks;
using LeadSail.Hosting;
using LeadSail.Http;
using LeadSail.Storage;

namespace LeadSail.Health;

/// <summary>For those who watch the process: alive, and ready to serve.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this WebApplication app)
    {
        var health = app.MapGroup("/health").WithTags("Operations");
        health.MapGet("/live", () => Answers.Ok(new HealthView("live"))).WithSummary("The process runs").Produces<Envelope<HealthView>>();
        health.MapGet("/ready", Ready).WithSummary("The storage and the grains answer, the clock is right, and the process is not about to stop").Produces<Envelope<HealthView>>().Fails(503);
    }

    private static async Task<IResult> Ready(IDatabase database, IGrainFactory grains, ClockCheck clock, IHostApplicationLifetime lifetime, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (!lifetime.ApplicationStopping.IsCancellationRequested && !clock.IsOff)
            {
                await Task.WhenAll(database.PingAsync(either.Token), Start.AnswersAsync(grains).WaitAsync(either.Token));
                return Answers.Ok(new HealthView("ready"));
            }
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // whatever it was, one of them does not answer
        }

        throw new RequestException(StatusCodes.Status503ServiceUnavailable, new ApiError { Code = Codes.Unavailable, Message = clock.IsOff ? clock.Tell() : "Not ready." }, TimeSpan.FromSeconds(2));
    }
}

/// <summary>How the process is.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
public sealed record HealthView([property: AllowedValues("live", "ready")] string Status);
