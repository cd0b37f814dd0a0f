namespace LeadSail.Fixture;

/// <summary>A guard against tests that hang. Nothing is measured by it: it is generous, and a test that passes never waits for it.</summary>
public static class SoonExtensions
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    public static async Task Soon(this Task task, string what = "the call")
    {
        try
        {
            await task.WaitAsync(Guard);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new InvalidOperationException($"Waited {Guard.TotalSeconds:0} s in vain for {what}.");
        }
    }

    public static async Task<T> Soon<T>(this Task<T> task, string what = "the call")
    {
        await ((Task)task).Soon(what);
        return await task;
    }
}
