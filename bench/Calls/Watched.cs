using System.Reflection;

namespace LeadSail.Bench;

/// <summary>Stands before a service: tells of each call that begins, and is told what to do when its answer is there.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it
internal class Watched : DispatchProxy
#pragma warning restore CA1852
{
    private object inner = null!;
    private Func<MethodInfo, object?[], Action<object?>> begun = null!;

    public static T Of<T>(T inner, Func<MethodInfo, object?[], Action<object?>> begun) where T : class
    {
        var watched = Create<T, Watched>();
        ((Watched)(object)watched).inner = inner;
        ((Watched)(object)watched).begun = begun;
        return watched;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var ended = begun(targetMethod!, args ?? []);
        var answer = targetMethod!.Invoke(inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        if (answer is Task task)
        {
            task.ContinueWith(ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.NotOnFaulted, TaskScheduler.Default);
        }
        else
        {
            ended(answer);
        }

        return answer;
    }
}
