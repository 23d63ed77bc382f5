namespace FanNews.Storage.Backups;

/// <summary>A backup cannot be made, read or restored, with a sentence for whoever runs the newsroom.</summary>
/// <param name="sentence">What is wrong.</param>
/// <param name="cause">What was caught.</param>
public sealed class BackupTrouble(string sentence, Exception? cause = null) : Exception(sentence, cause);

/// <summary>Marks a stored type whose rows no backup may hold.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotInBackupsAttribute : Attribute;
