using LeadSail.Console.Api;
using LeadSail.Console.Feed;
using LeadSail.Console.Sessions;
using LeadSail.Console.Times;
using Microsoft.AspNetCore.Components;

namespace LeadSail.Console.Shell;

/// <summary>
/// A part of a page that shows what the API answers, and asks again when something that concerns it was committed: at once, then at most once per <see cref="Pace"/>.
/// </summary>
public abstract class LivePart : ComponentBase, IDisposable
{
    /// <summary>After how long what the server could not answer is asked again.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource gone = new();
    private readonly SemaphoreSlim loading = new(1);
    private IDisposable? subscription, ticking;
    private DateTimeOffset expired;
    private int due;
    private long? lastLoad;

    /// <summary>Why the last load failed; null when it did not.</summary>
    public ApiFault? Fault { get; private set; }

    /// <summary>Whether what is shown is no longer there, or never was.</summary>
    protected bool IsMissing => Fault is { Status: StatusCodes.Status404NotFound };

    /// <summary>Whether anything was loaded, or failed to.</summary>
    public bool IsLoaded { get; private set; }

    [Inject] private protected ApiClient Api { get; set; } = null!;

    [Inject] private protected OperatorSession Session { get; set; } = null!;

    [Inject] private protected Viewer Viewer { get; set; } = null!;

    [Inject] private Ticks Ticks { get; set; } = null!;

    [Inject] private ChangeFeed Feed { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <summary>Cancelled when the part is no longer shown.</summary>
    protected CancellationToken Gone => gone.Token;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await Session.FindCallerAsync(Gone) is { } caller)
        {
            subscription = Feed.Subscribe(caller.OrganizationId, Note);
            ticking = Ticks.Subscribe(Expire);
            if (Gone.IsCancellationRequested)
            {
                End();
            }
        }
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReloadAsync();

    /// <summary>Asks the API for what is shown.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>The least time from one load to the next; half a second unless what is shown is costly.</summary>
    protected virtual TimeSpan Pace => TimeSpan.FromMilliseconds(500);

    /// <summary>When what is shown will no longer be true though nothing is committed; null when time alone changes nothing.</summary>
    private protected virtual DateTimeOffset? Expires => null;

    /// <summary>Whether what is shown may have changed.</summary>
    private protected virtual bool Concerns(Change change) => false;

    /// <summary>Loads again and shows it.</summary>
    protected async Task ReloadAsync()
    {
        await loading.WaitAsync(Gone);
        lastLoad = Time.GetTimestamp();
        try
        {
            await LoadAsync(Gone);
            Fault = null;
        }
        catch (ApiFault fault)
        {
            Fault = fault;
        }
        finally
        {
            loading.Release();
        }

        IsLoaded = true;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the part has begun.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            gone.Cancel();
            End();
        }
    }

    private void End()
    {
        subscription?.Dispose();
        ticking?.Dispose();
    }

    private void Expire()
    {
        var isOver = Expires is { } at && at <= Viewer.Now && at != expired;
        var mayRecover = Fault is { Status: >= 500 } && lastLoad is { } last && Time.GetElapsedTime(last) > AfterFailure;
        if ((isOver || mayRecover) && Interlocked.Exchange(ref due, 1) == 0)
        {
            expired = isOver ? Expires!.Value : expired;
            _ = InvokeAsync(FollowAsync);
        }
    }

    private void Note(Change change)
    {
        if (Concerns(change) && Interlocked.Exchange(ref due, 1) == 0)
        {
            _ = InvokeAsync(FollowAsync);
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            if (lastLoad is { } last && Pace - Time.GetElapsedTime(last) is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, Time, Gone);
            }

            Interlocked.Exchange(ref due, 0);
            await ReloadAsync();
        }
        catch (OperationCanceledException)
        {
            // the part is no longer shown
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }
}
