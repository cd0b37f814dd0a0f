namespace LeadSail.Fixture;

/// <summary>
/// How a test and the grains of its process talk past the runtime: notes that grains leave, and gates at which they wait.
/// Names begin with the key of the grain, which is the test's own.
/// </summary>
public sealed class Stage
{
    private readonly Lock gate = new();
    private readonly List<string> notes = [];
    private readonly List<(string Note, int Times, TaskCompletionSource Done)> readers = [];
    private readonly Dictionary<string, TaskCompletionSource> gates = [];
    private readonly Dictionary<string, object> things = [];

    /// <summary>What was noted under a prefix, in order, without the prefix.</summary>
    public IReadOnlyList<string> Notes(string prefix)
    {
        lock (gate)
            return [.. notes.Where(note => note.StartsWith(prefix + ":", StringComparison.Ordinal)).Select(note => note[(prefix.Length + 1)..])];
    }

    public void Note(string prefix, string what)
    {
        TaskCompletionSource[] done;
        lock (gate)
        {
            notes.Add($"{prefix}:{what}");
            var served = readers.FindAll(reader => Count(reader.Note) >= reader.Times);
            done = [.. served.Select(reader => reader.Done)];
            readers.RemoveAll(served.Contains);
        }

        foreach (var reader in done)
            reader.TrySetResult();
    }

    /// <summary>Completes when something was noted that often.</summary>
    public Task Noted(string prefix, string what, int times = 1)
    {
        lock (gate)
        {
            var note = $"{prefix}:{what}";
            if (Count(note) >= times)
                return Task.CompletedTask;

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            readers.Add((note, times, done));
            return done.Task.Soon($"{times} x {note}");
        }
    }

    /// <summary>Notes that the gate was reached, and waits until the test opens it. An open gate stays open.</summary>
    public Task Pass(string prefix, string name)
    {
        Note(prefix, $"at {name}");
        return Gate($"{prefix}:{name}").Task;
    }

    public void Open(string prefix, string name) => Gate($"{prefix}:{name}").TrySetResult();

    /// <summary>Keeps something that a grain leaves for the test, or the test for a grain.</summary>
    public void Leave(string name, object thing)
    {
        lock (gate)
            things[name] = thing;
    }

    public T? Find<T>(string name)
        where T : class
    {
        lock (gate)
            return things.GetValueOrDefault(name) as T;
    }

    private int Count(string note) => notes.Count(candidate => candidate == note);

    private TaskCompletionSource Gate(string name)
    {
        lock (gate)
        {
            return gates.TryGetValue(name, out var source)
                ? source
                : gates[name] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
