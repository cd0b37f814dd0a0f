using Microsoft.AspNetCore.Components;

namespace LeadSail.Console.Forms;

/// <summary>
/// A control whose value is its parent's. After an event it does not show itself again: the parent does, with the new value. Between the two it would
/// write the old value back into the browser, over what somebody types meanwhile.
/// </summary>
public abstract class Controlled : ComponentBase, IHandleEvent
{
    Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem callback, object? arg) => callback.InvokeAsync(arg);
}
