namespace FanNews;

/// <summary>Time as the newsroom keeps it.</summary>
public static class Clock
{
    extension(TimeProvider clock)
    {
        /// <summary>The present instant (UTC), to the millisecond: what both engines store and give back unchanged.</summary>
        public DateTimeOffset Now()
        {
            var now = clock.GetUtcNow();
            return new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        }
    }
}
