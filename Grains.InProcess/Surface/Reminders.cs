using Microsoft.Extensions.DependencyInjection;
using Orleans.Timers;

namespace Orleans
{
    /// <summary>A grain that receives reminders.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>
        /// A reminder came due. Ticks are not stored: those missed while nothing ran are lost, the next comes at the
        /// next point of the grid. So look at the state and do what is due, not one unit of work.
        /// </summary>
        /// <param name="reminderName">The name it was registered under.</param>
        /// <param name="status">When it started, how often it comes, and now.</param>
        Task ReceiveReminder(string reminderName, TickStatus status);
    }

    /// <summary>Reminders of a grain: durable timers that wake it. The grain must be <see cref="IRemindable"/>.</summary>
    public static class GrainReminderExtensions
    {
        /// <summary>Registers a reminder, or gives it a new schedule.</summary>
        /// <param name="dueTime">Time to the first tick, zero or more.</param>
        /// <param name="period">Time between ticks, at least the configured minimum (one minute by default).</param>
        public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
            RegisterOrUpdateReminder((IGrainBase)grain, reminderName, dueTime, period);

        /// <inheritdoc cref="RegisterOrUpdateReminder(Grain, string, TimeSpan, TimeSpan)"/>
        public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
        {
            var context = Context(grain);
            RequireName(reminderName);
            return grain is IRemindable
                ? Registry(context).RegisterOrUpdateReminder(context.GrainId, reminderName, dueTime, period)
                : throw new InvalidOperationException($"Grain {context.GrainId} is not {nameof(IRemindable)}: implement it to use reminders.");
        }

        /// <summary>Removes a reminder. It may tick once more if a tick was on its way.</summary>
        public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) => UnregisterReminder((IGrainBase)grain, reminder);

        /// <inheritdoc cref="UnregisterReminder(Grain, IGrainReminder)"/>
        public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder)
        {
            var context = Context(grain);
            return Registry(context).UnregisterReminder(context.GrainId, reminder);
        }

        /// <summary>The reminder of that name, or null.</summary>
        public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) => GetReminder((IGrainBase)grain, reminderName);

        /// <inheritdoc cref="GetReminder(Grain, string)"/>
        public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName)
        {
            var context = Context(grain);
            RequireName(reminderName);
            return Registry(context).GetReminder(context.GrainId, reminderName);
        }

        /// <summary>All reminders of the grain.</summary>
        public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => GetReminders((IGrainBase)grain);

        /// <inheritdoc cref="GetReminders(Grain)"/>
        public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain)
        {
            var context = Context(grain);
            return Registry(context).GetReminders(context.GrainId);
        }

        private static IGrainContext Context(IGrainBase grain)
        {
            ArgumentNullException.ThrowIfNull(grain?.GrainContext, nameof(grain));
            return grain.GrainContext;
        }

        private static void RequireName(string reminderName)
        {
            if (string.IsNullOrWhiteSpace(reminderName))
                throw new ArgumentNullException(nameof(reminderName));
        }

        private static IReminderRegistry Registry(IGrainContext context) => context.ActivationServices.GetRequiredService<IReminderRegistry>();
    }
}

namespace Orleans.Runtime
{
    /// <summary>A registered reminder.</summary>
    public interface IGrainReminder
    {
        /// <summary>Its name, unique within the grain.</summary>
        string ReminderName { get; }
    }

    /// <summary>What a tick of a reminder says.</summary>
    /// <param name="firstTickTime">When the reminder was first due, UTC.</param>
    /// <param name="period">Time between ticks.</param>
    /// <param name="timeStamp">When this tick was sent, UTC.</param>
    [GenerateSerializer, Immutable]
    public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        /// <summary>When the reminder was first due, UTC.</summary>
        [Id(0)]
        public DateTime FirstTickTime { get; } = firstTickTime;

        /// <summary>Time between ticks.</summary>
        [Id(1)]
        public TimeSpan Period { get; } = period;

        /// <summary>When this tick was sent, UTC.</summary>
        [Id(2)]
        public DateTime CurrentTickTime { get; } = timeStamp;

        /// <inheritdoc/>
        public override string ToString() => $"<{FirstTickTime:O}, {Period}, {CurrentTickTime:O}>";
    }

    /// <summary>A reminder could not be stored or removed: somebody else changed it meanwhile.</summary>
    public sealed class ReminderException(string message) : OrleansException(message);
}

namespace Orleans.Timers
{
    /// <summary>Keeps reminders; behind the extensions of <see cref="GrainReminderExtensions"/>.</summary>
    public interface IReminderRegistry
    {
        /// <summary>Registers a reminder, or gives it a new schedule.</summary>
        Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period);

        /// <summary>Removes a reminder.</summary>
        Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder);

        /// <summary>The reminder of that name, or null.</summary>
        Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName);

        /// <summary>All reminders of the grain.</summary>
        Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId);
    }
}
