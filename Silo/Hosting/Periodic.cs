namespace LeadSail.Hosting;

/// <summary>Work of a hosted service that comes again and again.</summary>
public static class Periodic
{
    /// <summary>Runs until it is stopped, whatever a run throws, on the scheduler of whoever starts it.</summary>
    /// <param name="run">One run; says when the next one is.</param>
    /// <param name="afterFailure">When the next one is after a run that failed.</param>
    /// <param name="failed">Told of a failure.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Ends it; what was cut off by that is no failure.</param>
    public static async Task RunAsync(Func<CancellationToken, Task<TimeSpan>> run, TimeSpan afterFailure, Action<Exception> failed, TimeProvider time, CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            var wait = afterFailure;
            try
            {
                wait = await run(stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                // the next start goes on
            }
            catch (Exception e)
            {
                failed(e);
            }

            await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
