#ifndef TECHFLOW_TESTS_CLIENTS_CLI_PROGRAM_H_
#define TECHFLOW_TESTS_CLIENTS_CLI_PROGRAM_H_

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

// Runs our programs as users do.
namespace techflow::cli {

inline std::string Contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Starts a program; its stdout and stderr go to the descriptors, and its stdin
// is this one where it is given.
inline pid_t Start(const std::vector<std::string>& words, int out, int err,
                   int in = STDIN_FILENO) {
  std::vector<char*> arguments;
  for (const std::string& word : words) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  const pid_t process = fork();
  if (process == 0) {
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  return process;
}

struct Ended {
  int code = 0;
  std::string out;
  std::string err;
};

// Runs a program to its end with `input` as its stdin. Files that it needs for
// that go into `folder`.
inline Ended RunToEnd(const std::vector<std::string>& words,
                      const std::filesystem::path& folder,
                      const std::string& input = "") {
  const std::filesystem::path in_path = folder / "in";
  const std::filesystem::path out_path = folder / "out";
  const std::filesystem::path err_path = folder / "err";
  std::ofstream(in_path, std::ios::binary) << input;
  constexpr int kFlags = O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC;
  const int in = open(in_path.c_str(), O_RDONLY | O_CLOEXEC);
  const int out = open(out_path.c_str(), kFlags, 0600);
  const int err = open(err_path.c_str(), kFlags, 0600);
  const pid_t process = Start(words, out, err, in);
  close(in);
  close(out);
  close(err);
  int status = 0;
  waitpid(process, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, Contents(out_path),
          Contents(err_path)};
}

}  // namespace techflow::cli

#endif  // TECHFLOW_TESTS_CLIENTS_CLI_PROGRAM_H_
