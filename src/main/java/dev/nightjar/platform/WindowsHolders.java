package dev.nightjar.platform;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Windows: opening the file alone fails while anybody has it open; the Restart Manager
 * (learn.microsoft.com/windows/win32/rstmgr) then names the programs. It is asked by a PowerShell
 * script: if that may not run, it is "another program".
 */
final class WindowsHolders implements FileHolders {
  private static final long LIMIT_SECONDS = 20;

  private static final Set<OpenOption> ALONE =
      Set.of(
          StandardOpenOption.READ,
          ExtendedOpenOption.NOSHARE_READ,
          ExtendedOpenOption.NOSHARE_WRITE,
          ExtendedOpenOption.NOSHARE_DELETE);

  /** Prints {@code number TAB name} for each program; Base64 of UTF-8, whatever the code page. */
  private static final String SCRIPT =
      """
      $ErrorActionPreference = 'Stop'
      Add-Type -TypeDefinition @'
      using System; using System.Runtime.InteropServices; using System.Text;
      public static class Rm {
        [StructLayout(LayoutKind.Sequential)] struct Id { public int Pid;
          public System.Runtime.InteropServices.ComTypes.FILETIME Started; }
        [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)] struct Info { public Id P;
          [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 256)] public string Name;
          [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 64)] public string Service;
          public int Type; public uint Status; public uint Session;
          [MarshalAs(UnmanagedType.Bool)] public bool Restartable; }
        [DllImport("rstrtmgr.dll", CharSet = CharSet.Unicode)]
        static extern int RmStartSession(out uint h, int flags, StringBuilder key);
        [DllImport("rstrtmgr.dll")] static extern int RmEndSession(uint h);
        [DllImport("rstrtmgr.dll", CharSet = CharSet.Unicode)]
        static extern int RmRegisterResources(uint h, uint n, string[] files, uint a, IntPtr b,
          uint c, string[] d);
        [DllImport("rstrtmgr.dll")]
        static extern int RmGetList(uint h, out uint needed, ref uint n, [In, Out] Info[] all,
          ref uint why);
        public static string List(string file) {
          uint h; StringBuilder text = new StringBuilder();
          if (RmStartSession(out h, 0, new StringBuilder(64)) != 0) return "";
          try {
            if (RmRegisterResources(h, 1, new string[] { file }, 0, IntPtr.Zero, 0, null) != 0)
              return "";
            uint needed, n = 64, why = 0; Info[] all = new Info[64];
            if (RmGetList(h, out needed, ref n, all, ref why) != 0) return "";
            for (int i = 0; i < n; i++)
              text.Append(all[i].P.Pid).Append('\\t').Append(all[i].Name).Append('\\n');
          } finally { RmEndSession(h); }
          return text.ToString();
        }
      }
      '@
      $file = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('@PATH@'))
      $text = [Rm]::List($file)
      [Console]::Out.Write([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($text)))
      """;

  @Override
  public boolean tellsOthersFromUs() {
    return false;
  }

  @Override
  public List<Holder> of(Path file) {
    try (FileChannel alone = FileChannel.open(file, ALONE)) {
      return List.of();
    } catch (NoSuchFileException | AccessDeniedException e) {
      return List.of(); // Nobody's, or nobody may open it: that is said by those who must.
    } catch (IOException | UnsupportedOperationException e) {
      List<Holder> named = named(file);
      return named.isEmpty() ? List.of(Holder.UNKNOWN) : named;
    }
  }

  private static List<Holder> named(Path file) {
    return ChildProcess.answerWithin(
            LIMIT_SECONDS,
            ChildProcess.ofWindows("WindowsPowerShell\\v1.0\\powershell"),
            "-NoProfile",
            "-NonInteractive",
            "-EncodedCommand",
            encoded(file))
        .map(answer -> parsed(answer, ProcessHandle.current().pid()))
        .orElse(List.of());
  }

  /** PowerShell's own form of a script as an argument: Base64 of UTF-16. */
  static String encoded(Path file) {
    String path =
        Base64.getEncoder().encodeToString(file.toString().getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder()
        .encodeToString(SCRIPT.replace("@PATH@", path).getBytes(StandardCharsets.UTF_16LE));
  }

  static List<Holder> parsed(String answer, long own) {
    List<Holder> holders = new ArrayList<>();
    String text;
    try {
      text = new String(Base64.getDecoder().decode(answer.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return holders;
    }
    for (String line : text.lines().toList()) {
      int tab = line.indexOf('\t');
      if (tab > 0 && line.substring(0, tab).matches("\\d{1,10}")) {
        long process = Long.parseLong(line.substring(0, tab));
        if (process != own) {
          holders.add(Holder.of(line.substring(tab + 1), process));
        }
      }
    }
    return holders;
  }
}
