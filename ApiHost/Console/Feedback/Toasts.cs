namespace LeadSail.Console.Feedback;

/// <summary>Short messages of one browser window, each gone after some seconds.</summary>
internal sealed class Toasts(TimeProvider time)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(8);

    private readonly List<Toast> shown = [];

    /// <summary>The list changed.</summary>
    public event Action? Changed;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Toast> Shown => shown;

    /// <summary>Shows a message, with what takes the thing back if that can be done.</summary>
    public void Show(string text, string tone = "good", Func<Task>? undo = null)
    {
        var toast = new Toast(text, tone, undo);
        shown.Add(toast);
        Changed?.Invoke();
        _ = Fade(toast);
    }

    /// <summary>Takes a message away.</summary>
    public void Dismiss(Toast toast)
    {
        if (shown.Remove(toast))
        {
            Changed?.Invoke();
        }
    }

    private async Task Fade(Toast toast)
    {
        await Task.Delay(Lasts, time);
        Dismiss(toast);
    }
}

/// <summary>A message. No two are the same, though they may say the same.</summary>
/// <param name="text">What happened.</param>
/// <param name="tone"><c>good</c> or <c>bad</c>.</param>
/// <param name="undo">Takes it back; null when nothing can.</param>
internal sealed class Toast(string text, string tone, Func<Task>? undo)
{
    /// <summary>What happened.</summary>
    public string Text => text;

    /// <summary><c>good</c> or <c>bad</c>.</summary>
    public string Tone => tone;

    /// <summary>Takes it back; null when nothing can.</summary>
    public Func<Task>? Undo => undo;
}
