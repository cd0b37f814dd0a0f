namespace LeadSail.Prompts.Liquid.Filters;

/// <summary>What a filter was given after its colon.</summary>
internal readonly struct Arguments(object?[] values, object? allowFalse)
{
    public int Count => values.Length;

    /// <summary>The option <c>allow_false</c> of <c>default</c>.</summary>
    public object? AllowFalse => allowFalse;

    /// <summary>An argument, nil if it was not given.</summary>
    public object? this[int index] => index < values.Length ? values[index] : null;
}

/// <summary>A filter: its name, how many arguments it takes, what it does.</summary>
internal sealed record Filter(string Name, int Least, int Most, Func<Rendering, object?, Arguments, object?> Apply)
{
    public string Arity => (Least, Most) switch
    {
        (0, 0) => "no argument",
        (1, 1) => "1 argument",
        _ when Least == Most => $"{Least} arguments",
        _ => $"{Least} to {Most} arguments",
    };
}
