using LeadSail.Http;
using LeadSail.Storage;

namespace LeadSail.Rehearsals;

/// <summary>Runs rehearsals beside the live system: one at a time in a process, on at most four fifths of a core, and no longer than somebody waits for it.</summary>
internal sealed class RehearsalRuns(RehearsalPlans plans, ISettings settings, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Works = TimeSpan.FromMilliseconds(40), Rests = TimeSpan.FromMilliseconds(10), Patience = TimeSpan.FromSeconds(30), ComeAgain = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Gathers the plan of a rehearsal, and runs it.</summary>
    /// <param name="gather">The plan.</param>
    /// <param name="progress">Told how much of the time has passed, 0–1; null when nobody watches.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RequestException">503: others are being rehearsed.</exception>
    public async Task<(RehearsalPlan Plan, RehearsalReport Report)> RunAsync(Func<RehearsalPlans, Task<RehearsalPlan>> gather, Action<double>? progress, CancellationToken cancellationToken)
    {
        if (!await turn.WaitAsync(Patience, cancellationToken))
        {
            throw new RequestException(StatusCodes.Status503ServiceUnavailable, new ApiError { Code = Codes.Unavailable, Message = "Another rehearsal is running; try again." }, ComeAgain);
        }

        try
        {
            var plan = await gather(plans);
            var since = time.GetTimestamp();
            return (plan, await Task.Run(() => Rehearsal.RunAsync(plan, settings, time, Pause), cancellationToken));

            async ValueTask Pause(double done)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (time.GetElapsedTime(since) >= Works)
                {
                    progress?.Invoke(done);
                    await Task.Delay(Rests, time, cancellationToken);
                    since = time.GetTimestamp();
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
