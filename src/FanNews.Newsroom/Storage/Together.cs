using System.Collections.Concurrent;

namespace FanNews.Storage;

/// <summary>
/// Does together what many ask for at the same time: whoever asks while others are served waits for the next turn, in which all who
/// wait are served at once. One commit on disk then stands for all of them. Nobody waits for company: who is alone is served alone.
/// </summary>
/// <param name="serve">Answers all of them, in their order. What it throws, each of them is told.</param>
/// <param name="most">The most in one turn.</param>
internal sealed class Together<TAsk, TAnswer>(Func<IReadOnlyList<TAsk>, Task<IReadOnlyList<TAnswer>>> serve, int most)
{
    private readonly ConcurrentQueue<(TAsk Ask, TaskCompletionSource<TAnswer> Answer)> waiting = new();
    private int serving;

    /// <summary>Asks, and waits for the answer.</summary>
    public Task<TAnswer> Ask(TAsk ask)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Enqueue((ask, answer));
        // Not on the way of who asks: their request's surroundings are not those of the others.
        if (Interlocked.Exchange(ref serving, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static together => _ = together.Serve(), this, preferLocal: false);
        return answer.Task;
    }

    private async Task Serve()
    {
        do
        {
            for (var turn = Next(); turn.Count > 0; turn = Next())
                await Answer(turn);
            // A whole fence: were the look at the queue done before it, somebody who came in between would wait for nobody.
            Interlocked.Exchange(ref serving, 0);
        }
        while (!waiting.IsEmpty && Interlocked.Exchange(ref serving, 1) == 0);
    }

    private List<(TAsk Ask, TaskCompletionSource<TAnswer> Answer)> Next()
    {
        var turn = new List<(TAsk, TaskCompletionSource<TAnswer>)>();
        while (turn.Count < most && waiting.TryDequeue(out var next))
            turn.Add(next);
        return turn;
    }

    private async Task Answer(List<(TAsk Ask, TaskCompletionSource<TAnswer> Answer)> turn)
    {
        try
        {
            var answers = await serve(turn.ConvertAll(t => t.Ask));
            for (var i = 0; i < turn.Count; i++)
                turn[i].Answer.SetResult(answers[i]);
        }
        catch (StoreTrouble e)
        {
            turn.ForEach(t => t.Answer.SetException(e));
        }
        catch (Exception e)
        {
            // One of them may be to blame for all: each by itself.
            if (turn.Count == 1)
                turn[0].Answer.SetException(e);
            else
                foreach (var one in turn)
                    await Answer([one]);
        }
    }
}
