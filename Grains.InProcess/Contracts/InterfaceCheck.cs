using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Contracts;

/// <summary>Grain interfaces: what can be called at all.</summary>
internal static class InterfaceCheck
{
    /// <summary>What is wrong with the interface; adds what it sends to the messages.</summary>
    public static IEnumerable<string> Problems(Type face, MessageCheck messages)
    {
        if (!GrainContracts.Aliases(face).Any())
            yield return $"{face}: give it an [Alias].";
        if (face.IsNestedPrivate)
            yield return $"{face}: generated code cannot see it; make it internal or public.";
        if (face.IsGenericType)
            yield return $"{face}: a grain interface is not generic here.";
        if (face.GetProperties().Length + face.GetEvents().Length > 0)
            yield return $"{face}: a grain interface has methods only.";

        MethodInfo[] methods = [.. face.GetMethods().Where(method => !method.IsSpecialName)];
        foreach (var problem in methods.SelectMany(method => Problems(face, method, messages)))
            yield return problem;
        foreach (var same in methods.SelectMany(GrainContracts.Aliases).GroupBy(alias => alias).Where(same => same.Count() > 1))
            yield return $"{face}: the alias \"{same.Key}\" is given to more than one method.";
    }

    private static IEnumerable<string> Problems(Type face, MethodInfo method, MessageCheck messages)
    {
        var name = $"{face}.{method.Name}";
        var parameters = method.GetParameters();
        var answer = method.ReturnType is { IsGenericType: true } task && task.GetGenericTypeDefinition() == typeof(Task<>) ? task.GetGenericArguments()[0] : null;
        if (!GrainContracts.Aliases(method).Any())
            yield return $"{name}: give it an [Alias].";
        if (answer is null && method.ReturnType != typeof(Task))
            yield return $"{name}: return Task or Task<T>, not {method.ReturnType.Name}.";
        if (method.IsDefined(typeof(OneWayAttribute)) && method.ReturnType != typeof(Task))
            yield return $"{name}: a one-way method returns Task.";
        if (method.IsGenericMethod)
            yield return $"{name}: a grain method is not generic here.";
        if (parameters.Any(parameter => parameter.ParameterType.IsByRef))
            yield return $"{name}: no ref, out or in parameters.";

        var token = Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(CancellationToken));
        if (token >= 0 && token != parameters.Length - 1)
            yield return $"{name}: one CancellationToken at most, as the last parameter.";

        foreach (var parameter in parameters.Where(parameter => parameter.ParameterType is { IsByRef: false } type && type != typeof(CancellationToken)))
            messages.Add(parameter.ParameterType, $"{name}({parameter.Name})");
        if (answer is not null)
            messages.Add(answer, name);
    }
}
