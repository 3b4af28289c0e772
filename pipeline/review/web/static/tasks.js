// What can be done with a whole task, or with what may have been missed.
import {cut, question} from "./dialogs.js";
import * as marking from "./marking.js";
import {say} from "./net.js";

const REASONS = ["Không giao việc cho ai", "Trùng với nhiệm vụ khác", "Chỉ là căn cứ hoặc nhận xét", "Đọc sai"];

export function taskActs({change, select}) {
  const idOf = (article) => article?.dataset.task;

  async function needing(article, act) {
    if (!idOf(article)) return say("Hãy chọn một nhiệm vụ trước (phím j, k).");
    return act(idOf(article), article);
  }

  function neighbours(article) {
    const all = [...document.querySelectorAll("article.task")];
    const at = all.indexOf(article);
    return {at, before: all[at - 1], after: all[at + 1]};
  }

  async function moved(article, step) {
    return needing(article, async (task) => {
      const {at} = neighbours(article);
      if (at + step < 0) return;
      await change({kind: "move_task", task, to: at + step});
      select(`tasks.${task}`);
    });
  }

  const wave = async (article) => {
    const {dataset} = article;
    const next = article.nextElementSibling?.dataset?.missed || article.previousElementSibling?.dataset?.missed;
    await change({kind: "wave_off", missed: dataset.missed});
    if (next) select(`missed.${next}`);
  };

  return {
    confirm: (article) => needing(article, async (task) => {
      const {after} = neighbours(article);
      await change({kind: "confirm_task", task});
      select(`tasks.${after?.dataset.task || task}`);
    }),
    split: (article) => needing(article, async (task) => {
      const place = await cut(article.querySelector("[data-quote]").textContent);
      if (place) await change({kind: "split_task", task, at: place});
    }),
    join: (article) => needing(article, async (task) => {
      const {after} = neighbours(article);
      if (!after) return say("Không có nhiệm vụ nào đứng sau để gộp.");
      await change({kind: "join_tasks", tasks: [task, after.dataset.task]});
      return select(`tasks.${task}`);
    }),
    up: (article) => moved(article, -1),
    down: (article) => moved(article, 1),
    reject: async (article) => {
      if (article?.dataset.missed) return wave(article);
      return needing(article, async (task) => {
        const {before, after} = neighbours(article);
        const reason = await question({
          title: "Vì sao đây không phải nhiệm vụ?", label: "Lý do", choices: REASONS, value: REASONS[0],
        });
        if (!reason) return;
        await change({kind: "reject_task", task, reason});
        const next = after || before;
        if (next) select(`tasks.${next.dataset.task}`);
      });
    },
    wave,
    take: async (article) => {
      if (!article?.dataset.missed) return say("Hãy chọn một mục có thể bị sót trước.");
      return change({kind: "take_missed", missed: article.dataset.missed});
    },
    restore: async (article) => {
      const box = article?.dataset.rejected ? article : document.querySelector("article.rejected");
      if (!box) return say("Không có nhiệm vụ nào đã loại.");
      return change({kind: "restore_task", task: box.dataset.rejected});
    },
    add: async () => {
      const spans = marking.spans();
      if (!spans.length) {
        say("Hãy đánh dấu chữ trên trang trước: nhấn m, rồi kéo chuột hoặc dùng phím mũi tên.");
        return marking.toggle(true);
      }
      await change({kind: "add_task", spans});
      return marking.toggle(false);
    },
  };
}
