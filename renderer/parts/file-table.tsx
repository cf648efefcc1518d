import { Checkbox, Tooltip } from '@fluentui/react-components';
import type { FileRow } from '../../electron/contract/index.ts';
import type { FolderRows } from '../state/folder-rows.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { choose, isChosen, isChosenAbove, type Selection, unchoose } from '../state/selection.ts';
import { useIsTight } from '../ui/use-narrow.ts';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import { FileName } from './file-name.tsx';

/** One folder of a recovery point, with a box before everything that can be chosen. */
export function FileTable(props: {
  folder: FolderRows;
  path: string;
  count: number;
  chosen: Selection;
  onChoose: (chosen: Selection) => void;
  onOpen: (path: string) => void;
  /** Shows a file's versions and what is in them. */
  onLook: (path: string) => void;
}) {
  const { words, formats, times } = useSpeech();
  const { chosen, onChoose, path } = props;
  const isTight = useIsTight();
  const isAll = isChosen(chosen, path);

  const columns: Column<FileRow>[] = [
    {
      key: 'choose',
      head: (
        <Checkbox
          aria-label={words('window.browse.select-all')}
          checked={isAll}
          disabled={isChosenAbove(chosen, path)}
          onChange={() => onChoose(isAll ? unchoose(chosen, path) : choose(chosen, path))}
        />
      ),
      width: '32px',
      renderCell: (row) => <ChooseBox row={row} chosen={chosen} onChoose={onChoose} />,
    },
    {
      key: 'name',
      head: words('window.browse.name'),
      width: 'minmax(0, 1fr)',
      renderCell: (row) => <FileName row={row} onOpen={actionOf(row)} />,
    },
    ...(isTight
      ? []
      : [
          {
            key: 'modified',
            head: words('window.browse.modified'),
            width: '150px',
            renderCell: (row: FileRow) => times.short(row.modifiedAt),
          },
        ]),
    {
      key: 'size',
      head: words('window.browse.size'),
      width: '90px',
      isNumber: true,
      renderCell: (row) => (row.type === 'file' ? formats.bytes(row.size) : ''),
    },
  ];

  // A name that is not valid text cannot be asked for by itself.
  function actionOf(row: FileRow): (() => void) | undefined {
    if (row.pathBase64 !== undefined) return undefined;
    if (row.type === 'dir') return () => props.onOpen(row.path);
    return row.type === 'file' ? () => props.onLook(row.path) : undefined;
  }

  return (
    <VirtualTable
      // Another folder starts at its top.
      key={path}
      label={words('window.browse.files')}
      columns={columns}
      count={props.count}
      rowAt={props.folder.rowAt}
      rowHeight={36}
      onSight={props.folder.need}
    />
  );
}

function ChooseBox({
  row,
  chosen,
  onChoose,
}: {
  row: FileRow;
  chosen: Selection;
  onChoose: (chosen: Selection) => void;
}) {
  const { words } = useSpeech();
  const isOn = isChosen(chosen, row.path);
  const label = words('window.browse.select', { name: shownName(row.name) });
  // A name that is not valid text cannot be asked for by itself.
  if (row.pathBase64 !== undefined) {
    return (
      <Tooltip content={words('window.browse.unnameable')} relationship="description">
        <Checkbox aria-label={label} checked={isOn} disabled />
      </Tooltip>
    );
  }
  return (
    <Checkbox
      aria-label={label}
      checked={isOn}
      disabled={isChosenAbove(chosen, row.path)}
      onChange={() => onChoose(isOn ? unchoose(chosen, row.path) : choose(chosen, row.path))}
    />
  );
}
