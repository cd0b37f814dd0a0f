using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Hosting;

namespace Orleans.Calls;

/// <summary>What there is to know of a method of a grain interface, worked out once per process.</summary>
internal abstract class GrainMethod
{
    private static readonly ConcurrentDictionary<MethodInfo, GrainMethod> Known = new();
    private readonly MethodInvoker invoker;

    private protected GrainMethod(MethodInfo method)
    {
        invoker = MethodInvoker.Create(method);
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        OneWay = method.IsDefined(typeof(OneWayAttribute));
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        TokenIndex = Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(CancellationToken));
    }

    public string Name { get; }

    public bool AlwaysInterleave { get; }


    public bool OneWay { get; }

    public TimeSpan? Timeout { get; }

    /// <summary>Which argument is the cancellation token, or -1.</summary>
    public int TokenIndex { get; }

    public static GrainMethod Of(MethodInfo method) => Known.GetOrAdd(method, static method =>
    {
        var answer = method.ReturnType switch
        {
            var type when type == typeof(Task) => typeof(Nothing),
            { IsGenericType: true } type when type.GetGenericTypeDefinition() == typeof(Task<>) => type.GetGenericArguments()[0],
            var type => throw new NotSupportedException($"{method.DeclaringType}.{method.Name} returns {type}: grain methods return Task or Task<T>."),
        };
        return (GrainMethod)Activator.CreateInstance(typeof(GrainMethod<>).MakeGenericType(answer), method)!;
    });

    public CancellationToken TokenOf(object?[] arguments) => TokenIndex < 0 ? default : (CancellationToken)arguments[TokenIndex]!;

    public Task Invoke(object grain, object?[] arguments) =>
        (Task?)invoker.Invoke(grain, arguments.AsSpan()) ?? throw new InvalidOperationException($"{Name} of {grain.GetType()} returned null instead of a task.");

    public abstract Task Call(GrainHost host, GrainId target, object?[] arguments);

    /// <summary>The answer of a method that returns a plain task.</summary>
    internal readonly struct Nothing;
}

/// <summary>A method with the type of its answer.</summary>
internal sealed class GrainMethod<TAnswer>(MethodInfo method) : GrainMethod(method)
{
    public override Task Call(GrainHost host, GrainId target, object?[] arguments)
    {
        var token = TokenOf(arguments);
        if (token.IsCancellationRequested)
            return Task.FromCanceled<TAnswer>(token);

        var call = new Call<TAnswer>(host, this, target, arguments);
        call.Send();
        return OneWay ? Task.CompletedTask : call.Answer;
    }
}
